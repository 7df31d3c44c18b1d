"""Lines of a receipt, which has no header row: a name with its amount, and '3 @ 11.99' right under or over it."""

import re

from payables.extraction.lines.arithmetic import closes
from payables.extraction.lines.model import Number
from payables.extraction.lines.numbers import numbers
from payables.extraction.model import Field, Line
from payables.extraction.page.document import Document
from payables.extraction.page.rows import Row

_TIMES = re.compile(
    r"(?P<quantity>\d{1,4}(?:[.,]\d{1,3})?)\s?(?:[a-zA-Z]{1,4}\s)?[@x×*]\s?\$?€?\s?(?P<price>\d[\d.,]*\d)",
    re.IGNORECASE,
)
NEAR = 1.2  # row heights between a name and its multiplication
CONFIDENCE = 0.9


def receipt_lines(document: Document) -> list[Line]:
    """Only rows whose quantity times price is the amount beside the name; empty where there is no such row."""
    found: list[Line] = []
    taken: set[int] = set()
    for order, row in enumerate(document.rows):
        if not _TIMES.search(row.text):
            continue
        for near in (order - 1, order, order + 1):
            line = _line(document, row, near) if 0 <= near < len(document.rows) and near not in taken else None
            if line:
                taken.add(near)
                found.append(line)
                break
    return found


def _line(document: Document, times: Row, near: int) -> Line | None:
    named = document.rows[near]
    gap = max(named.y0 - times.y1, times.y0 - named.y1)
    match = _TIMES.search(times.text)
    if match is None or named.page is not times.page or gap > NEAR * times.height:
        return None
    quantity, price = (_number(times, match[group], document) for group in ("quantity", "price"))
    amount = next(iter(numbers(named.cells[-1], document.decimal_mark)[-1:]), None)
    if not (quantity and price and amount) or not closes(quantity.value, price.value, amount.value) or not amount.value:
        return None
    name = " ".join(c.text for c in named.cells[:-1]) if named is not times else ""
    return Line(
        name=Field(name, CONFIDENCE, named.page.number, named.page.box(named.words), None) if name else None,
        quantity=_field(quantity, times),
        price=_field(price, times),
        amount=_field(amount, named),
    )


def _number(row: Row, printed: str, document: Document) -> Number | None:
    """The row's number that is printed so."""
    found = (n for cell in row.cells for n in numbers(cell, document.decimal_mark))
    return next((n for n in found if n.raw.strip("$€ ") == printed), None)


def _field(number: Number, row: Row) -> Field:
    return Field(f"{number.value:f}", CONFIDENCE, row.page.number, row.page.box(number.words), number.raw)
