"""All line tables of a document into line items."""

from payables.extraction.lines.assign import assign, columns_of_numbers, merged
from payables.extraction.lines.build import CLOSED, items, line
from payables.extraction.lines.header import Column, columns, headers
from payables.extraction.lines.receipt import receipt_lines
from payables.extraction.lines.table import body
from payables.extraction.model import Line
from payables.extraction.page.document import Document

_TEXT = (("name",), ("sku",), ("position",))


def lines(document: Document) -> list[Line]:
    """Items in the order of print; empty when no table of lines was recognised."""
    rows = document.rows
    starts = headers(rows)
    tables: list[list[Line]] = []
    for start, stop in zip(starts, [*starts, len(rows)][1:], strict=True):
        header = columns(rows, start)
        table = body(rows, start, stop, document.decimal_mark)
        names = _names(header)
        numeric = columns_of_numbers(table, [c for c in header if c.roles[:1] not in _TEXT], names)
        if not numeric:
            continue
        table = merged(table, numeric)
        roles = assign(table, numeric)
        if roles.amount is not None:
            tables.append([line(item) for item in items(table, numeric, names, roles)])
    return _of_items(tables) or receipt_lines(document)


def _of_items(tables: list[list[Line]]) -> list[Line]:
    """Tables in which quantity times price is the amount, if there is one; else all (a table by tax rate has none)."""
    closing = [t for t in tables if any(i.amount and i.amount.confidence > CLOSED for i in t)]
    return [item for table in closing or tables for item in table]


def _names(header: list[Column]) -> Column | None:
    """The column of names, up to where the next one begins."""
    ordered = sorted(header, key=lambda c: c.x0)
    for i, column in enumerate(ordered):
        if "name" in column.roles[:2]:
            right = ordered[i + 1].x0 - 2 if i + 1 < len(ordered) else column.x1
            return Column(column.text, column.x0 - 6, max(column.x1, right))
    return None
