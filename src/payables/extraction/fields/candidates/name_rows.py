"""Names that are broken over rows: the first line right over the second, in about the same size and column."""

import re
from collections.abc import Iterator

from payables.extraction.fields.blocks import side_of
from payables.extraction.fields.candidates.legal_forms import LEGAL_FORM
from payables.extraction.fields.candidates.name_parts import fits, unnumbered
from payables.extraction.page.document import Document
from payables.extraction.page.model import Word
from payables.extraction.page.rows import Cell, Row

HEAD = (
    12  # rows of a page in which any two may be a name; further down the lower one has a legal form or ends a sentence
)
GAP = 1.0  # of the height of print, between two rows of one name
_BY = re.compile(r"\b(?:by|of|to|from|with)\s+(?:the\s+)?(?=[^\W\d_a-z])", re.IGNORECASE)
_ENDS = " ,:;-–—*|"


def joined_rows(document: Document, order: int, cell: Cell) -> Iterator[tuple[str, list[Word]]]:
    """Names that begin in this cell and go on in the row below it, or the two rows."""
    upper = _opening(cell)
    if not fits(upper):
        return
    row = document.rows[order]
    lower = _below(document, order, row, cell)
    if lower is None or not _may_go_on(row, cell, lower[1]):
        return
    text, words = f"{upper} {_closing(lower[1])}", cell.words + lower[1].words
    if fits(text):
        yield text, words
    third = _below(document, order + 1, lower[0], lower[1]) if row.index < HEAD else None
    if third and LEGAL_FORM.search(third[1].text) and fits(whole := f"{upper} {lower[1].text} {_closing(third[1])}"):
        yield whole, words + third[1].words


def _below(document: Document, order: int, row: Row, cell: Cell) -> tuple[Row, Cell] | None:
    for lower in document.rows[order + 1 : order + 3]:
        if lower.page is not row.page or lower.y0 - row.y1 > GAP * row.height:
            return None
        for found in lower.cells:
            if found.x0 < cell.x1 and found.x1 > cell.x0 and _same_print(cell, found):
                return (lower, found) if fits(_closing(found)) and not side_of(found) else None
    return None


def _same_print(a: Cell, b: Cell) -> bool:
    return 0.55 < a.words[0].height / max(b.words[0].height, 0.1) < 1.8


def _may_go_on(row: Row, upper: Cell, lower: Cell) -> bool:
    if side_of(upper) or upper.text.endswith((",", ":")):
        return False
    return row.index < HEAD or bool(LEGAL_FORM.search(lower.text)) or upper.text.rstrip()[-1:].islower()


def _opening(cell: Cell) -> str:
    """The first line, without the sentence before it: 'provided services by the Acme'."""
    found = list(_BY.finditer(cell.text))
    return cell.text[found[-1].end() :].strip(_ENDS) if found else cell.text.strip(_ENDS)


def _closing(cell: Cell) -> str:
    return unnumbered(cell.text).rstrip(_ENDS + ".") or cell.text
