"""What a paper calls itself: headings that name a kind of document, in en, de, fr, es, it and nl."""

import re
from dataclasses import dataclass

from payables.extraction.fields.candidates.misread import legible
from payables.extraction.fields.title_words import ADDRESSED, HEADINGS, NUMBER_LABELS, SUBJECT, Heading
from payables.extraction.fields.vendor_surroundings import surroundings
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain
from payables.extraction.page.rows import Cell, Row

TITLE_ROWS = 25  # from the top in which a heading is looked for
LONGEST = 60  # characters of a heading with its number
LARGE, LARGEST = (
    1.2,
    1.6,
)  # times the usual print: from the first on it is set off, more than the second says nothing more
IN_A_GRID = 0.4  # what remains of a heading in a row of three and more cells: those are labels of a form or a table
WITH_NUMBER, LABEL, SENTENCE = 0.8, 0.3, 0.2  # beside a heading that stands alone
NUMBERED = 0.7  # of the label of an invoice's number
_NUMBER = re.compile(
    r"^\W*(?:(?:no|nr|num|number|nummer|numero|n|id|vom|du|del|della|from|of|van|zu|zur|fur|for|su|invoice|rechnung|facture"
    r"|factura|fattura|factuur)\b\W*){0,4}(?:[a-z]{0,6}\W?)\d"
)
_SPACED = re.compile(r"\b(?:\w ){4,}\w\b")
_VALUE = re.compile(r"^[\W\w]{0,4}\d[\w/. -]{0,20}$")


@dataclass(frozen=True, slots=True)
class Title:
    """`weight` is 0 to LARGEST: how much it looks like the paper's heading."""

    kind: str
    weight: float
    row: Row
    cell: Cell


def titles(document: Document) -> list[Title]:
    """In the order of print, those at the top of the first page."""
    first = document.pages[0]
    rows = [row for row in document.rows[:TITLE_ROWS] if row.page is first]
    found: list[Title] = []
    for row, below in zip(rows, [*rows[1:], None], strict=False):
        for place, cell in enumerate(row.cells):
            if title := _title(document, row, place, cell, below):
                found.append(title)
    return found


def heading_text(printed: str) -> str:
    """Plain, with letters that are set apart put together: 'R E C H N U N G'."""
    text = _SPACED.sub(lambda match: match[0].replace(" ", ""), plain(printed))
    return legible(text).lstrip(" -–—*>#=.|")


def _title(document: Document, row: Row, place: int, cell: Cell, below: Row | None) -> Title | None:
    """By what the cell begins with."""
    text = SUBJECT.sub("", heading_text(cell.text))
    size = _size(cell, document)
    grid = IN_A_GRID if len(row.cells) > 2 and size < LARGE else 1.0
    if NUMBER_LABELS.match(text):
        return Title("invoice", NUMBERED * grid, row, cell)
    for heading in HEADINGS:
        match = heading.pattern.match(text)
        if match and not ADDRESSED.match(text[match.end() :]):
            shape = _shape(heading, text, match.end())
            if heading.is_label_too and size < LARGE and _has_value(row, place, cell, below):
                shape = min(shape, LABEL)
            return Title(heading.kind, heading.weight * shape * size * grid, row, cell)
    return None


def _size(cell: Cell, document: Document) -> float:
    """Height of print, in those of the paper's usual print: 1 to LARGEST."""
    height = max(w.height for w in cell.words)
    return min(max(height / max(surroundings(document).height, 0.1), 1.0), LARGEST)


def _shape(heading: Heading, text: str, end: int) -> float:
    """1 for a heading by itself; less with its number, as the label of a number, and within a sentence."""
    rest = text[end:].strip(" -–—*<>=.|")
    if not rest:
        return 1.0
    if len(text) > LONGEST:
        return SENTENCE
    if heading.is_label_too and rest[0] in ":#":
        return LABEL
    return WITH_NUMBER if _NUMBER.match(rest) or rest[0] in ":#" else SENTENCE


def _has_value(row: Row, place: int, cell: Cell, below: Row | None) -> bool:
    """Whether what it might label stands right of it or under it."""
    beside = row.cells[place + 1 : place + 2]
    under = [c for c in below.cells if abs(c.x0 - cell.x0) < 2 * row.height] if below else []
    return any(_VALUE.match(c.text) for c in (*beside, *under))
