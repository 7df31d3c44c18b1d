"""The rows of a table, and their cells as typed values."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from payables.exports.model import Column, Document, Layout, RowPer
from payables.exports.rules.fields import Kind, Row, Value, field_of

# How dates can be written, and how the file's programs say it.
DATES: dict[str, str] = {
    "YYYY-MM-DD": "%Y-%m-%d",
    "MM/DD/YYYY": "%m/%d/%Y",
    "DD/MM/YYYY": "%d/%m/%Y",
    "DD.MM.YYYY": "%d.%m.%Y",
    "YYYYMMDD": "%Y%m%d",
}
# Which way an amount points: as it stands on the paper, turned, or so that a credit memo is below zero.
SIGNS = ("plain", "negated", "signed")


def header_of(layout: Layout) -> list[str]:
    return [column.header for column in layout.columns]


def rows_of(layout: Layout, documents: Iterable[Document]) -> Iterable[list[Value]]:
    """Cells by column. Dates in a form of their own are text already."""
    cells = [_cell(column) for column in layout.columns]
    for document in documents:
        for row in _split(document, layout.row_per):
            yield [cell(row) for cell in cells]


def _split(document: Document, row_per: RowPer) -> Iterable[Row]:
    """An invoice without lines is one row all the same: nothing that is exported is missing in the file."""
    if row_per is RowPer.INVOICE:
        yield Row(document)
    elif row_per is RowPer.SPLIT and document.parts:
        yield from (Row(document, None, part) for part in document.parts)
    elif not document.lines:
        yield Row(document)
    else:
        for line in document.lines:
            if row_per is RowPer.SPLIT and line.parts:
                yield from (Row(document, line, part) for part in line.parts)
            else:
                yield Row(document, line)


def _cell(column: Column) -> Callable[[Row], Value]:
    field = field_of(column.field) if column.field else None
    if field is None:
        return lambda _: column.constant
    if field.kind is Kind.AMOUNT and column.format in ("negated", "signed"):
        turned = column.format == "negated"
        return lambda row: _turned(field.value(row), turned or row.document.type == "credit_memo")
    if field.kind is Kind.DATE and column.format:
        form = DATES[column.format]
        return lambda row: _written(field.value(row), form)
    return field.value


def _turned(value: Value, turn: bool) -> Value:
    return -value if turn and isinstance(value, Decimal) and value else value


def _written(value: Value, form: str) -> Value:
    return value.strftime(form) if isinstance(value, date) else value
