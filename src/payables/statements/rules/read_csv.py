"""A CSV file of a statement as the statement that comes in."""

from dataclasses import replace
from hashlib import sha256

from payables.kit.csv_text import MOST_COLUMNS, CsvError, csv_rows
from payables.kit.errors import FieldError
from payables.statements.errors import TooManyLines, UnreadableStatement
from payables.statements.model import Heading, Incoming, Source
from payables.statements.rules.entries import MOST_LINES, check, lines_of
from payables.statements.rules.table import Table, read_table

MOST_BLANK = 1_000


def read_csv_statement(
    data: bytes, filename: str, heading: Heading, decimal_mark: str | None, date_order: str | None
) -> Incoming:
    """Balances of the file stand where none were sent. Raises UnreadableStatement, TooManyLines, and InvalidFields naming the
    cells that are wrong."""
    faults: list[FieldError] = []
    found = read_table(_table(data), heading.currency, faults, decimal_mark, date_order)
    lines = lines_of(found.rows, heading.currency, faults)
    check(faults)
    if not lines:
        raise UnreadableStatement(reason="there is no line under its header.")
    opening = found.opening if heading.opening_balance is None else heading.opening_balance
    closing = found.closing if heading.closing_balance is None else heading.closing_balance
    whole = replace(heading, opening_balance=opening, closing_balance=closing)
    content = sha256(data).digest()
    return Incoming(whole, Source.CSV, content, lines, filename, data, decimal_mark, date_order)


def _table(data: bytes) -> Table:
    rows: list[tuple[str, list[str]]] = []
    header: list[str] | None = None
    try:
        for number, cells in csv_rows(data):
            if number > MOST_LINES + MOST_BLANK:
                raise TooManyLines(most=MOST_LINES)
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = cells
                continue
            if len(cells) > len(header):
                raise UnreadableStatement(reason=f"row {number} has more cells than the header.")
            rows.append((f"rows[{number}]", cells))
    except CsvError as error:
        raise UnreadableStatement(reason=error.sentence) from error
    if header is None or len(header) > MOST_COLUMNS:
        raise UnreadableStatement(reason=f"a header line of at most {MOST_COLUMNS} columns is needed.")
    return Table(header, rows)
