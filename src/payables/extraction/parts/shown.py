"""Boxes of a document as shares of its pages as people see them: skewed and photographed pages are read laid flat."""

from collections.abc import Mapping, Sequence

from payables.extraction.model import Code, Reading
from payables.extraction.page.model import Page
from payables.extraction.parts.renumber import placed_in


def place_as_shown(reading: Reading, pages: Mapping[int, Page], codes: Sequence[Code]) -> None:
    """Codes were found on the page as it is, and so were the values that were taken from them."""
    if not any(page.lens for page in pages.values()):
        return
    found = [(code.page, code.box) for code in codes]
    for placed in {id(placed): placed for placed in placed_in(reading)}.values():
        if placed.box and placed.page in pages and (placed.page, placed.box) not in found:
            placed.box = pages[placed.page].as_shown(placed.box)
