"""The currency in which a sum is printed: beside the total it is that of the paper."""

import re

from payables.extraction.fields.currency import CODES
from payables.extraction.model import Field, Reading
from payables.extraction.page.document import Document
from payables.extraction.page.rows import Row

SAME = 1e-4  # of the page's width
SURE = 0.9  # of a currency that is printed beside the total
# A dollar sign alone names no currency: many countries have dollars.
_PRINTED = re.compile(rf"(?<![A-Za-z])(?:{CODES})(?![A-Za-z])|[€£]")
_SIGNS = {"€": "EUR", "£": "GBP"}


def take_currency_of_total(reading: Reading, document: Document) -> None:
    """Whatever else the paper names more often."""
    total, found = reading.fields.get("total_amount"), reading.fields.get("currency")
    code = beside(total, document)
    if total and code and (found is None or found.value != code):
        reading.fields["currency"] = Field(code, SURE, total.page, total.box)


def beside(field: Field | None, document: Document) -> str | None:
    """The one currency in the row of the value; None where there is none, or several."""
    row = _row_of(field, document) if field else None
    codes = {_SIGNS.get(m[0], m[0]) for m in _PRINTED.finditer(row.text)} if row else set[str]()
    return codes.pop() if len(codes) == 1 else None


def _row_of(field: Field, document: Document) -> Row | None:
    if field.box is None:
        return None
    middle = (field.box[1] + field.box[3]) / 2
    rows = (r for r in document.rows if r.page.number == field.page)
    return next((r for r in rows if r.y0 <= middle * r.page.height <= r.y1 and _holds(r, field.box)), None)


def _holds(row: Row, box: list[float]) -> bool:
    """Rows may overlap in height; the value's own begins one of its words."""
    return any(abs(w.x0 / row.page.width - box[0]) < SAME for w in row.words)
