"""People who are ticked in a form, and others who are named in its free field."""

from collections.abc import Sequence

from payables.dashboard.pages.by_index import sentences_by_index
from payables.dashboard.web.page import Page

Choices = list[tuple[str, str]]


def with_ticked(offered: Choices, ticked: Sequence[str]) -> Choices:
    """Addresses and names of the boxes: also of who is ticked and no longer offered, so that the refusal has its place."""
    listed = {address for address, _ in offered}
    return [*offered, *((address, address) for address in ticked if address not in listed)]


def faults_of_people(page: Page, name: str, sent: Sequence[str]) -> dict[str, str]:
    """What the API refused of whom, by how they were `sent` in the list `name`."""
    return {one: " ".join(sentences) for one, sentences in sentences_by_index(page, name, sent).items()}
