"""CSV: RFC 4180 in UTF-8, lines end with CR LF, numbers digit by digit with a decimal point, days as YYYY-MM-DD."""

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from io import StringIO

from payables.exports.model import Document, Layout
from payables.exports.rules.fields import Value
from payables.exports.rules.table import header_of, rows_of
from payables.kit.guarded import guarded

BOM = "\ufeff"


def write_csv(layout: Layout, documents: Iterable[Document]) -> bytes:
    """The same bytes for the same documents. The mark at the start tells spreadsheets that it is UTF-8."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guarded(header) for header in header_of(layout)])
    writer.writerows([_written(value) for value in row] for row in rows_of(layout, documents))
    return ((BOM if layout.bom else "") + out.getvalue()).encode()


def _written(value: Value) -> str:
    """Only text is guarded: a number below zero stays a number."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return guarded(value) if isinstance(value, str) else str(value)
