"""Cells and parts of cells that may be the name of a company or a person in business."""

import re
from collections.abc import Iterator

from payables.extraction.fields.blocks import side_of
from payables.extraction.fields.candidates.model import Candidate, above, left_of
from payables.extraction.page.document import Document
from payables.extraction.page.model import Word
from payables.extraction.page.rows import Cell, Row

_FORMS = (
    r"gmbh|mbh|ag|kg|kgaa|ohg|gbr|ug|e\.?\s?k|e\.?\s?v|a\.?\s?g|ltd|limited|llc|llp|inc|corp|corporation|plc|co|company|lp|pllc|"
    r"sarl|s\.?\s?a\.?\s?r\.?\s?l|sas|sasu|eurl|s\.?\s?a|sa|sci|snc|s\.?\s?l|sl|slu|s\.?\s?r\.?\s?l|srl|s\.?\s?p\.?\s?a|spa|"
    r"b\.?\s?v|bv|n\.?\s?v|nv|vof|ab|as|oy|aps|sdn\.?\s?bhd|bhd|pte|pty|pvt|enterprise|trading|restaurant|holdings?|group"
)
LEGAL_FORM = re.compile(rf"(?<![\w])(?:{_FORMS})\b\.?", re.IGNORECASE)
_DIVIDERS = re.compile(r"\s*[·•|∙⋅●*]\s*|\s+[-–—]\s+|\s*,\s+(?=[^,]*\d)|,\s+(?=\d)")
_BULLET = re.compile(r"[·•|∙⋅●*]|\s[-–—]\s")
_LABEL = re.compile(
    r"^[^:]{2,28}:\s*|^(?:sold by|remit(?: payment)? to|account name)\s+(?=\S)",
    re.IGNORECASE,
)
_REGISTERED = re.compile(r"\s*\(?\b(?:co\.? ?no\.?:? ?|reg\.? ?)?[A-Z]{0,3}\d{4,}[-\w]*\)?\W*$", re.IGNORECASE)
_JUNK = re.compile(r"^[\W\d_]*$|https?:|www\.|@|^\W*\d|\d{4,}|[:%€$£]")


def names(document: Document) -> Iterator[tuple[Candidate, bool]]:
    """Candidates of all pages, and whether each was the sender part of an address line ('Name · Street · Town')."""
    for order, row in enumerate(document.rows):
        for index, cell in enumerate(row.cells):
            for text, words, sender in _parts(cell):
                yield _candidate(document, row, order, index, text, words), sender
                if upper := _upper_line(document, order, text, words):
                    whole = f"{upper.text} {text}"
                    yield (
                        _candidate(document, document.rows[order - 1], order - 1, 0, whole, upper.words + words),
                        sender,
                    )


def _upper_line(document: Document, order: int, text: str, words: list[Word]) -> Cell | None:
    """The first line of a name whose second has the legal form: right over it, in the same size."""
    if order == 0 or not LEGAL_FORM.search(text):
        return None
    row, upper = document.rows[order], document.rows[order - 1]
    if upper.page is not row.page or row.y0 - upper.y1 > 0.9 * row.height:
        return None
    cell = next((c for c in upper.cells if c.x0 < words[-1].x1 and c.x1 > words[0].x0), None)
    if cell is None or side_of(cell) or LEGAL_FORM.search(cell.text) or not _fits(cell.text) or cell.text.endswith(","):
        return None
    return cell if 0.75 < cell.words[0].height / max(words[0].height, 0.1) < 1.4 else None


def _parts(cell: Cell) -> Iterator[tuple[str, list[Word], bool]]:
    whole = _REGISTERED.sub("", _LABEL.sub("", cell.text)).strip(" ,:;-–*|")
    pieces = _DIVIDERS.split(whole)
    if (len(pieces) >= 3 or _BULLET.search(whole)) and re.search(r"\d{4,5}", " ".join(pieces[1:])) and _fits(pieces[0]):
        yield pieces[0].strip(), _first_words(cell, pieces[0]), True
    elif _fits(whole):
        yield whole, _first_words(cell, whole), False


def _fits(text: str) -> bool:
    letters = sum(c.isalpha() for c in text)
    return 3 <= len(text) <= 70 and letters >= 0.6 * len(text.replace(" ", "")) and not _JUNK.search(text)


def _first_words(cell: Cell, text: str) -> list[Word]:
    """The cell's words that the part is made of."""
    start = max(cell.text.find(text), 0)
    position, words = 0, list[Word]()
    for word in cell.words:
        if start <= position + len(word.text) - 1 and position < start + len(text):
            words.append(word)
        position += len(word.text) + 1
    return words or cell.words


def _candidate(document: Document, row: Row, order: int, index: int, text: str, words: list[Word]) -> Candidate:
    return Candidate(text, text, row, words, left_of(row, index, ""), above(document, order, words), order)
