"""What the API refused of one of many: `items[2].price` is said at the third that was sent."""

import re
from collections.abc import Sequence

from payables.dashboard.web.page import Page, fields_of


def sentences_by_index(page: Page, name: str, keys: Sequence[str]) -> dict[str, list[str]]:
    """By the key of what was sent; `keys` in the order in which they were."""
    shape = re.compile(rf"{re.escape(name)}\[([0-9]+)\](?:\.(.+))?")
    found: dict[str, list[str]] = {}
    for field, sentence in (fields_of(page.refusal) if page.refusal else {}).items():
        place = shape.match(field)
        if place and int(place[1]) < len(keys):
            found.setdefault(keys[int(place[1])], []).append(sentence)
    return found
