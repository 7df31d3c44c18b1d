"""A CSV file as rows of fields, with any order of columns."""

import re
from collections.abc import Collection, Iterator, Mapping

from payables.imports.errors import TooManyRows, UnreadableFile
from payables.imports.model import CsvTable, Row
from payables.kit.csv_text import MOST_COLUMNS, CsvError, csv_rows

MOST_ROWS = 1000
MOST_LINES = 5_000  # blank ones too


def read_csv(data: bytes, fields: Collection[str], aliases: Mapping[str, str]) -> CsvTable:
    """`fields` are the names of columns in any spelling of case, blanks, dots and underscores; `aliases` other names of
    them. Raises UnreadableFile, TooManyRows."""
    lines = csv_rows(data)
    try:
        _, header = next(lines, (1, []))
        return _table(lines, _columns(header, fields, aliases))
    except CsvError as error:
        raise UnreadableFile(reason=error.sentence) from error


def _columns(header: list[str], fields: Collection[str], aliases: Mapping[str, str]) -> list[tuple[str, str | None]]:
    """Each column as it is called, and its field. A field that two columns are called like is refused."""
    if not any(name.strip() for name in header):
        raise UnreadableFile(reason="it has no header line.")
    if len(header) > MOST_COLUMNS:
        raise UnreadableFile(reason=f"it has more than {MOST_COLUMNS} columns.")
    known = {_folded(name): name for name in fields} | {_folded(name): field for name, field in aliases.items()}
    columns = [(name.strip()[:100], known.get(_folded(name))) for name in header]
    found = [field for _, field in columns if field]
    if twice := sorted({field for field in found if found.count(field) > 1}):
        raise UnreadableFile(reason=f"two columns are called {twice[0]}.")
    if not found:
        raise UnreadableFile(reason=f"no column has a known name. Known are: {', '.join(fields)}.")
    return columns


def _folded(name: str) -> str:
    return re.sub(r"[\s_.\-]+", "", name).casefold()


def _table(lines: Iterator[tuple[int, list[str]]], columns: list[tuple[str, str | None]]) -> CsvTable:
    rows: list[Row] = []
    for number, cells in lines:
        if number > MOST_LINES:
            raise UnreadableFile(reason=f"it has more than {MOST_LINES} lines, most of them blank.")
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) == MOST_ROWS:
            raise TooManyRows(most=MOST_ROWS)
        if len(cells) > len(columns):
            raise UnreadableFile(reason=f"row {number} has more cells than the header.")
        named = zip(columns, cells, strict=False)
        rows.append(Row(number, {field: cell.strip() for (_, field), cell in named if field and cell.strip()}))
    return CsvTable(rows, [name for name, field in columns if field is None and name])
