"""Two currencies on one paper: that of the total counts, and sums that mix them are pointed out."""

import re

from payables.extraction.model import Field, Finding, Reading
from payables.extraction.page.document import Document
from payables.extraction.page.rows import Row

SAME = 1e-4  # of the page's width
SURE = 0.9  # of a currency that is printed beside the total
_CODES = "EUR|USD|GBP|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|JPY|CNY|INR|MYR|SGD|HKD|ZAR|BRL|MXN|RON|BGN|TRY|AED|THB"
# A dollar sign alone names no currency: many countries have dollars.
_PRINTED = re.compile(rf"(?<![A-Za-z])({_CODES})(?![A-Za-z])|[€£]")
_SIGNS = {"€": "EUR", "£": "GBP"}


def check_currencies(reading: Reading, document: Document) -> list[Finding]:
    """Gives the reading the currency beside its total; a warning 'two-currencies' where net or tax stand in another."""
    total = reading.fields.get("total_amount")
    code = _beside(total, document) if total else None
    if total is None or code is None:
        return []
    found = reading.fields.get("currency")
    if found is None or found.value != code:
        reading.fields["currency"] = Field(code, SURE, total.page, total.box)
    others = {name: _beside(reading.fields.get(name), document) for name in ("net_amount", "total_tax")}
    return [
        Finding("two-currencies", "warning", f"The total is in {code} and the {name.replace('_', ' ')} in {other}.")
        for name, other in others.items()
        if other not in (None, code)
    ]


def _beside(field: Field | None, document: Document) -> str | None:
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
