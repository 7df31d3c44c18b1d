"""What the API refused of one of many: `items[2].price` is said at the third that was sent."""

import re
from collections.abc import Iterator, Mapping, Sequence

from payables.dashboard.web.page import Page, fields_of


def sentences_by_index(page: Page, name: str, keys: Sequence[str]) -> dict[str, list[str]]:
    """By the key of what was sent; `keys` in the order in which they were."""
    found: dict[str, list[str]] = {}
    for key, _, sentence in _refused(page, name, keys):
        found.setdefault(key, []).append(sentence)
    return found


def faults_by_index(page: Page, name: str, keys: Sequence[str]) -> dict[str, dict[str, str]]:
    """By the key of what was sent: the field within it (`dimensions.ACCOUNT`; empty for the whole) and the sentence."""
    found: dict[str, dict[str, str]] = {}
    for key, field, sentence in _refused(page, name, keys):
        found.setdefault(key, {})[field.partition("]")[2].lstrip(".")] = sentence
    return found


def called_by_index(page: Page, name: str, called: Mapping[str, str]) -> dict[str, str]:
    """Field of the refusal -> what people call the one that it is of; `called` has those that were sent, in their order."""
    return {field: called[key] for key, field, _ in _refused(page, name, list(called))}


def _refused(page: Page, name: str, keys: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Key, field and sentence."""
    shape = re.compile(rf"{re.escape(name)}\[([0-9]+)\](?:\..+)?")
    for field, sentence in (fields_of(page.refusal) if page.refusal else {}).items():
        place = shape.match(field)
        if place and int(place[1]) < len(keys):
            yield keys[int(place[1])], field, sentence
