"""The table of a statement among the words of its pages.

A word belongs to the column whose header it stands under; what is nearer to none than to two is left to whoever reads the
cells, who refuses what is no date, number or amount. Nothing is completed and nothing is guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from payables.extraction.errors import Unreadable
from payables.extraction.page.model import Page, Word
from payables.extraction.page.rows import Row, rows_of
from payables.extraction.statement_table.columns import is_header, kind_of_row, role_of
from payables.extraction.statement_table.model import PrintedRow, StatementTable

MOST_ROWS = 6_000

_AMOUNTS = ("amount", "open_amount", "debit", "credit")
_NUMBERS = (*_AMOUNTS, "balance")
_AMOUNT = re.compile(r"[^\w]{0,3}(?:[A-Z]{3} ?)?[-+(]?\s?\d[\d.,' ]*\s?[-)]?(?: ?[A-Za-z]{1,3})?[^\w]{0,3}")


@dataclass(slots=True)
class _Column:
    """Where a header's cell stands."""

    text: str
    role: str | None
    x0: float
    x1: float


def find_table(pages: Sequence[Page]) -> StatementTable:
    """From the first header to the row of the closing balance, or the last page. Raises Unreadable with no_table."""
    columns: list[_Column] = []
    found: list[PrintedRow] = []
    for page in pages:
        for row in rows_of(page):
            header = _header(row)
            if header:
                columns = _same_columns(columns, header)
            elif columns and (cells := _cells(row, columns)) and _says_something(columns, cells):
                found.append(PrintedRow(page.number, cells))
                if len(found) > MOST_ROWS:
                    raise Unreadable("too_large_when_unpacked", f"more than {MOST_ROWS} rows")
                if _kind(columns, cells) == "closing":
                    return _table(columns, found)
    return _table(columns, found)


def _table(columns: Sequence[_Column], found: list[PrintedRow]) -> StatementTable:
    if not found:
        raise Unreadable("no_table")
    return StatementTable([column.text for column in columns], found)


def _header(row: Row) -> list[_Column]:
    """The row's cells as columns, if they name what a statement needs; cells in which several names stand are divided."""
    columns = [column for cell in row.cells for column in _divided(cell.words)]
    return columns if is_header([column.role for column in columns]) else []


def _divided(words: list[Word]) -> list[_Column]:
    """As few names as the words can be read as."""
    whole = _column(words)
    if whole.role or len(words) == 1:
        return [whole]
    for end in range(len(words) - 1, 0, -1):
        first = _column(words[:end])
        if first.role:
            return [first, *_divided(words[end:])]
    return [whole]


def _column(words: list[Word]) -> _Column:
    text = " ".join(word.text for word in words)
    return _Column(text, role_of(text), words[0].x0, max(word.x1 for word in words))


def _same_columns(columns: list[_Column], header: list[_Column]) -> list[_Column]:
    """A header that is printed again on the next page may stand elsewhere, and names the same."""
    if columns and [column.role for column in columns] != [column.role for column in header]:
        raise Unreadable("no_table", "two tables with different columns")
    return header


def _cells(row: Row, columns: Sequence[_Column]) -> list[str]:
    """A text that runs on over a column of amounts stays one text: its words have no digits."""
    cells: list[list[str]] = [[] for _ in columns]
    for together in row.cells:
        begun: int | None = None
        for word in together.words:
            place = _under(word, columns)
            runs_on = begun is not None and columns[place].role in _NUMBERS and not any(map(str.isdigit, word.text))
            if begun is not None and runs_on:
                place = begun
            elif columns[place].role not in _NUMBERS:
                begun = place
            cells[place].append(word.text)
    return [" ".join(words) for words in cells]


def _under(word: Word, columns: Sequence[_Column]) -> int:
    """The column that the word overlaps most, or else the nearest."""

    def distance(n: int) -> float:
        column = columns[n]
        return max(word.x0, column.x0) - min(word.x1, column.x1)

    return min(range(len(columns)), key=distance)


def _says_something(columns: Sequence[_Column], cells: Sequence[str]) -> bool:
    """A row with an amount, with a date and a number, or of a balance."""
    roles = {column.role: cell for column, cell in zip(columns, cells, strict=True) if column.role and cell}
    has_amount = any(_AMOUNT.fullmatch(roles.get(role, "")) for role in _AMOUNTS)
    is_document = any(letter.isdigit() for letter in roles.get("date", "")) and "number" in roles
    return has_amount or is_document or _kind(columns, cells) is not None


def _kind(columns: Sequence[_Column], cells: Sequence[str]) -> str | None:
    """Words of a balance may run over several columns."""
    texts = [cell for column, cell in zip(columns, cells, strict=True) if cell and column.role not in _NUMBERS]
    whole = " ".join(texts)
    return kind_of_row(whole) or next((kind for text in texts if (kind := kind_of_row(text))), None)
