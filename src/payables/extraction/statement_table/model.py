"""The table of a statement as printed."""

import msgspec


class PrintedRow(msgspec.Struct):
    """Cells under the header's, "" where nothing is printed."""

    page: int
    cells: list[str]


class StatementTable(msgspec.Struct):
    """The header's cells, and the rows that are documents or balances; further lines of a text are left out."""

    header: list[str]
    rows: list[PrintedRow]
