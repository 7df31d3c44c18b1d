"""Names of companies or people in business that may be the seller's: cells, parts of cells, and names over several rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from payables.extraction.fields.candidates.legal_forms import as_meant
from payables.extraction.fields.candidates.misread_trades import with_trades_put_right
from payables.extraction.fields.candidates.model import Candidate, above, left_of
from payables.extraction.fields.candidates.name_parts import Part, parts_of
from payables.extraction.fields.candidates.name_rows import joined_rows
from payables.extraction.page.document import Document, once
from payables.extraction.page.model import Word
from payables.extraction.page.rows import Row

MOST = 250  # names of a document that are weighed: those of the first pages
HEAD_ROWS = 40  # of the first page; further down only imprints name the seller
LATER_HEAD_ROWS = 8  # of the other pages
FOOT_ROWS = 10


class Form(IntEnum):
    """How a name was taken out of the print."""

    WHOLE = 0  # a cell as it is, less labels and registration numbers
    SENDER = 1  # before the street in a line of address: 'Name · Street · Town'
    PART = 2  # of a cell: beside a gap, before or after a bracket, up to its legal form
    BRACKET = 3  # what stands in a bracket
    SENTENCE = 4  # named in a sentence: 'operated by the Name', 'Name does not ...'
    JOINED = 5  # over two or three rows


@dataclass(slots=True)
class Name(Candidate):
    """A candidate that knows its form."""

    form: Form = Form.WHOLE


@once
def names(document: Document) -> list[Name]:
    """In the order of print, each text once per place."""
    found: list[Name] = []
    for order, row in enumerate(document.rows):
        if not _may_name(document, order, row):
            continue
        seen = set[str]()
        for name in _of_row(document, order, row):
            if name.value not in seen:
                seen.add(name.value)
                found.append(name)
        if len(found) >= MOST:
            break
    return found


def _may_name(document: Document, order: int, row: Row) -> bool:
    """The head of each page, and its last rows."""
    if row.index < (HEAD_ROWS if row.page.number == 1 else LATER_HEAD_ROWS):
        return True
    later = document.rows[min(order + FOOT_ROWS, len(document.rows) - 1)]
    return later.page is not row.page or order + FOOT_ROWS >= len(document.rows)


def _of_row(document: Document, order: int, row: Row) -> Iterator[Name]:
    for index, cell in enumerate(row.cells):
        for part in parts_of(cell):
            yield _name(document, row, order, index, part)
        for text, words in joined_rows(document, order, cell):
            left, over = left_of(row, index), above(document, order, words[:1])
            yield Name(_meant(text, row), text, row, words, left, over, order, Form.JOINED)


def _name(document: Document, row: Row, order: int, index: int, part: Part) -> Name:
    words: list[Word] = part.words
    left = left_of(row, index, part.before)
    over = above(document, order, words)
    return Name(_meant(part.text, row), part.text, row, words, left, over, order, Form(part.form))


def _meant(text: str, row: Row) -> str:
    return as_meant(text) if row.page.source == "text" else with_trades_put_right(as_meant(text))
