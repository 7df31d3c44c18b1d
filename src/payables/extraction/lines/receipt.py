"""Lines of a receipt, which has no header row: a name with its amount, and '3 @ 11.99' right under or over it."""

import re

from payables.extraction.lines.arithmetic import closes
from payables.extraction.lines.model import Number
from payables.extraction.lines.numbers import numbers
from payables.extraction.lines.sum_rows import is_sum
from payables.extraction.model import Field, Line
from payables.extraction.page.document import Document
from payables.extraction.page.rows import Row

_TIMES = re.compile(
    r"(?P<quantity>\d{1,4}(?:[.,]\d{1,3})?)\s?(?:[a-zA-Z]{1,4}\s)?[@x×*]\s?\$?€?\s?(?P<price>\d[\d.,]*\d)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{2}")
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
    return Line(
        name=_name(document, near, times, amount),
        quantity=_field(quantity, times),
        price=_field(price, times),
        amount=_field(amount, named),
    )


def _name(document: Document, place: int, times: Row, amount: Number) -> Field | None:
    """The words before the amount; where they hold no name, the row of words right over it."""
    row = document.rows[place]
    words = [w for w in row.words if w.x1 < amount.x0]
    if row is times:
        match = _TIMES.search(times.text)
        before = times.text[: match.start()] if match else ""
        words = words[: len(before.split())]
    over = document.rows[place - 1] if place else row
    if not any(_LETTERS.search(w.text) for w in words) and over is not row and _is_words(over, row):
        row, words = over, over.words
    text = " ".join(w.text for w in words).strip()
    return Field(text[:500], CONFIDENCE, row.page.number, row.page.box(words)) if _LETTERS.search(text) else None


def _is_words(over: Row, row: Row) -> bool:
    close = over.page is row.page and row.y0 - over.y1 <= NEAR * row.height
    return close and not is_sum(over)


def _number(row: Row, printed: str, document: Document) -> Number | None:
    """The row's number that is printed so."""
    found = (n for cell in row.cells for n in numbers(cell, document.decimal_mark))
    return next((n for n in found if n.raw.strip("$€ ") == printed), None)


def _field(number: Number, row: Row) -> Field:
    return Field(f"{number.value:f}", CONFIDENCE, row.page.number, row.page.box(number.words), number.raw)
