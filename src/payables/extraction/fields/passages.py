"""What is printed as somebody reads it who types a number off: on over the end of a row, and down a column."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from payables.extraction.page.rows import Cell, Row
from payables.kit.look_alikes import as_typed

ENOUGH = 40  # letters and figures behind the first row: no account is longer
MOST_CELLS = 30  # of a row whose columns are followed
NEXT = 8  # rows in which a number may go on
FEW, NEXT_OF_FEW = 4, 34  # letters of a first row that may be followed by as many of their like
_COUNTED, _OTHERS = re.compile(r"[A-Za-z0-9]"), re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` begins with the row, or one cell of it, whose text is `first` long; letters and figures are as somebody types
    them (kit/look_alikes.py). `squeezed` is the same, of which `begin` are of the row or cell."""

    text: str
    first: int
    squeezed: str
    begin: int
    row: Row
    order: int  # of its row in the document
    cell: Cell | None = None


def passages(rows: Sequence[Row]) -> Iterator[Passage]:
    """Of every row the whole, and each of its columns downwards, the row first."""
    for order, row in enumerate(rows):
        following = rows[order + 1 : order + 1 + (NEXT if len(row.text) > FEW else NEXT_OF_FEW)]
        yield _passage(row.text, (other.text for other in following), row, order)
        if 1 < len(row.cells) <= MOST_CELLS or _is_beside(row, following):
            for cell in filter(_has_letters, row.cells[:MOST_CELLS]):
                yield _passage(cell.text, _below(cell, following), row, order, cell)


def beside(passage: Passage, begin: int, rows: Sequence[Row], around: int) -> str:
    """What stands around the cell in which the passage's character `begin` stands: its own row, and its columns of the rows
    over and under it."""
    at = passage.cell or _cell_at(passage.row, begin)
    near = rows[max(0, passage.order - around) : passage.order + 1 + around]
    return as_typed(" ".join(row.text if row is passage.row or not at else _column(row, at) for row in near))


@lru_cache(maxsize=8192)
def squeezed(text: str) -> str:
    """Capital letters and figures alone."""
    return _OTHERS.sub("", text).upper()


def counted(text: str) -> list[int]:
    """Where they stand."""
    return [found.start() for found in _COUNTED.finditer(text)]


def _passage(first: str, following: Iterator[str], row: Row, order: int, cell: Cell | None = None) -> Passage:
    text = as_typed(first)
    letters = squeezed(text)
    length, begin, parts = len(text), len(letters), [text]
    for part in following:
        if len(letters) - begin >= ENOUGH:
            break
        parts.append(as_typed(part))
        letters += squeezed(parts[-1])
    return Passage(" ".join(parts), length, letters, begin, row, order, cell)


def _cell_at(row: Row, begin: int) -> Cell | None:
    for cell in row.cells:
        begin -= len(as_typed(cell.text)) + 1
        if begin < 0:
            return cell
    return None


def _column(row: Row, at: Cell) -> str:
    if len(row.cells) == 1:
        return row.text
    return " ".join(cell.text for cell in row.cells if cell.x0 < at.x1 and cell.x1 > at.x0)


def _has_letters(cell: Cell) -> bool:
    """A number without any is no IBAN, and names no account."""
    return any(c.isalpha() for c in cell.text)


def _is_beside(row: Row, following: Sequence[Row]) -> bool:
    """The one cell of a row may go on in a row that has others."""
    return len(row.cells) == 1 and any(1 < len(other.cells) <= MOST_CELLS for other in islice(following, 2))


def _below(cell: Cell, following: Sequence[Row]) -> Iterator[str]:
    for row in following:
        for other in row.cells[:MOST_CELLS]:
            if other.x0 < cell.x1 and other.x1 > cell.x0:
                yield other.text
                break
