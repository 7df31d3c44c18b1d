"""Quantities whose decimal point a picture did not show: 35 hours at 132.00 that cost 462.00 are 3.5."""

from collections.abc import Sequence
from decimal import Decimal

from payables.extraction.model import Field, Line
from payables.extraction.page.model import Page

TIMES = (10, 100, 1000)
SURE = 0.7  # price and amount, read from other places, say so


def repair_lost_points(items: Sequence[Line], pages: Sequence[Page]) -> None:
    """Only where OCR read it: what is printed without a point is meant so. `raw` keeps what was read."""
    pictures = {page.number for page in pages if page.source != "text"}
    for line in items:
        if line.quantity and line.quantity.page in pictures and (times := lost_point(line)):
            read = line.quantity
            value = (Decimal(read.value) / times).normalize()
            line.quantity = Field(f"{value:f}", SURE, read.page, read.box, read.raw or read.value)
            for cell in (line.price, line.amount):
                if cell:
                    cell.confidence = max(cell.confidence, SURE)


def lost_point(line: Line) -> int | None:
    """By how much the product of a whole quantity is too large, by the cent: no discount comes to that."""
    if line.quantity is None or line.price is None or line.amount is None:
        return None
    quantity, price, amount = (Decimal(field.value) for field in (line.quantity, line.price, line.amount))
    if quantity != quantity.to_integral_value() or not quantity or not amount:
        return None
    return next((times for times in TIMES if quantity * price == amount * times), None)
