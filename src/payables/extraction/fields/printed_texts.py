"""Texts of a paper in which its vendor's name may stand literally, as known from the vendor master."""

from payables.extraction.fields.blocks import blocks
from payables.extraction.page.document import Document
from payables.extraction.page.rows import Row

MOST = 90  # texts of one paper
LONGEST = 100  # characters of one
HEAD = 0.45  # share of the first page's height that is its head; what is printed below it is lines and sums
FOOT = 0.82


def printed_texts(document: Document) -> list[str]:
    """The cells of the first page's head, then of all feet, each once; none of a buyer's block."""
    buyer = blocks(document).buyer
    texts = (
        cell.text[:LONGEST]
        for row in [*filter(_is_head, document.rows), *filter(_is_foot, document.rows)]
        for cell in row.cells
        if buyer(cell.words) is None
    )
    return list(dict.fromkeys(text for text in texts if sum(map(str.isalpha, text)) > 2))[:MOST]


def _is_head(row: Row) -> bool:
    return row.page.number == 1 and row.words[0].y0 <= HEAD * row.page.height


def _is_foot(row: Row) -> bool:
    return row.words[0].y0 > FOOT * row.page.height
