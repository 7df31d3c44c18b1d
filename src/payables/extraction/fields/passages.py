"""What is printed as somebody reads it who types a number off: on over the end of a row, and down a column."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from payables.extraction.page.document import Document
from payables.extraction.page.rows import Cell, Row
from payables.kit.look_alikes import as_typed

ENOUGH = 40  # letters and figures behind the first row: no account is longer
MOST_CELLS = 30  # of a row whose columns are followed
NEXT = 8  # rows in which a number may go on
_COUNTED, _OTHERS = re.compile(r"[A-Za-z0-9]"), re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` begins with the row, or one cell of it, whose text is `first` long; letters and figures are as
    somebody types them (kit/look_alikes.py)."""

    text: str
    first: int
    row: Row
    order: int  # of its row in the document


def passages(document: Document) -> Iterator[Passage]:
    """Of every row the whole, and each of its columns downwards, the row first."""
    rows = document.rows
    for order, row in enumerate(rows):
        following = rows[order + 1 : order + 1 + NEXT]
        yield _passage(row.text, (other.text for other in following), row, order)
        if 1 < len(row.cells) <= MOST_CELLS or _is_beside(row, following):
            for cell in filter(_has_letters, row.cells[:MOST_CELLS]):
                yield _passage(cell.text, _below(cell, following), row, order)


def squeezed(text: str) -> str:
    """Capital letters and figures alone."""
    return _OTHERS.sub("", text).upper()


def counted(text: str) -> list[int]:
    """Where they stand."""
    return [found.start() for found in _COUNTED.finditer(text)]


def _passage(first: str, following: Iterator[str], row: Row, order: int) -> Passage:
    text = as_typed(first)
    length, more = len(text), 0
    for part in following:
        if more >= ENOUGH:
            break
        text += " " + as_typed(part)
        more += len(squeezed(part))
    return Passage(text, length, row, order)


def _has_letters(cell: Cell) -> bool:
    """A number without any is no IBAN, and names no account."""
    return any(c.isalpha() for c in cell.text)


def _is_beside(row: Row, following: list[Row]) -> bool:
    """The one cell of a row may go on in a row that has others."""
    return len(row.cells) == 1 and any(1 < len(other.cells) <= MOST_CELLS for other in islice(following, 2))


def _below(cell: Cell, following: list[Row]) -> Iterator[str]:
    for row in following:
        for other in row.cells[:MOST_CELLS]:
            if other.x0 < cell.x1 and other.x1 > cell.x0:
                yield other.text
                break
