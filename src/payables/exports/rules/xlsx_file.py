"""XLSX: numbers as numbers with all their digits, days as days, text as text whatever it begins with.

A spreadsheet computes with 15 significant digits: a number that has more is written as text, so that none of them is lost.
xlsxwriter would print numbers through a float (9.2 as 9.199999999999999); `Exact` prints its own digits instead.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from payables.exports.model import Document, Layout
from payables.exports.rules.fields import Value
from payables.exports.rules.table import header_of, rows_of

MOST_DIGITS = 15
LONGEST_TEXT = 32_767
FIRST_YEAR = 1900
CUT = "…"

# Text is never looked at: no formulas, links or numbers come of it. Rows go to the file as they are made.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Exact(Decimal):
    """A number that writes all its digits, in whatever format it is asked for."""

    def __format__(self, specifier: str, context: object = None, /) -> str:
        return Decimal.__format__(self, "f")


def write_xlsx(layout: Layout, documents: Iterable[Document], created_at: datetime) -> bytes:
    """The same bytes for the same documents and instant: the file says when its job was made, not when it was written."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"created": created_at.replace(tzinfo=None), "author": "Payables"})
    sheet, day = book.add_worksheet("Export"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 0)
    for column, header in enumerate(header_of(layout)):
        sheet.write_string(0, column, header)
    for number, row in enumerate(rows_of(layout, documents), 1):
        for column, value in enumerate(row):
            _write(sheet, number, column, value, day)
    book.close()
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, value: Value, day: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, Decimal | int):
        _write_number(sheet, row, column, Decimal(value))
    elif isinstance(value, date):
        _write_day(sheet, row, column, value, day)
    else:
        sheet.write_string(row, column, _fitting(value))


def _write_number(sheet: Any, row: int, column: int, value: Decimal) -> None:
    if len(value.normalize().as_tuple().digits) > MOST_DIGITS:
        sheet.write_string(row, column, format(value, "f"))
    else:
        sheet.write_number(row, column, Exact(value))


def _write_day(sheet: Any, row: int, column: int, value: date, day: Any) -> None:
    """Days before 1900 do not exist in a spreadsheet."""
    if value.year < FIRST_YEAR:
        sheet.write_string(row, column, value.isoformat())
    else:
        sheet.write_datetime(row, column, datetime.combine(value, time()), day)


def _fitting(text: str) -> str:
    """A cell holds so many characters, and xlsxwriter would leave out a longer text without a word."""
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(CUT)] + CUT
