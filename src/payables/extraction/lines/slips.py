"""Misread numbers of a scanned row, put right only where the other two numbers of the row prove what was printed."""

from dataclasses import replace
from decimal import Decimal

from payables.extraction.lines.arithmetic import closes
from payables.extraction.lines.model import Number
from payables.extraction.page.model import Page

ROLES = ("quantity", "price", "amount")
CENT = Decimal("0.01")


def repaired(numbers: dict[str, Number | None], page: Page) -> dict[str, Number | None]:
    """A decimal mark that OCR lost: 0.60 read as 060 beside one piece at 0.60. The digits must be the very same."""
    q, p, a = (numbers.get(role) for role in ROLES)
    if page.source == "text" or not (q and p and a) or closes(q.value, p.value, a.value):
        return numbers
    for role, wanted in (("amount", _product(q, p)), ("price", _quotient(a, q)), ("quantity", _quotient(a, p))):
        found = numbers[role]
        if found and wanted and _digits(found.raw) == _digits(f"{wanted:f}") and any(c.isdigit() for c in found.raw):
            return {**numbers, role: replace(found, value=wanted)}
    return numbers


def _product(quantity: Number, price: Number) -> Decimal | None:
    return (quantity.value * price.value).quantize(CENT)


def _quotient(amount: Number, by: Number) -> Decimal | None:
    """Only an even one: any other is no printed number."""
    if not by.value:
        return None
    found = (amount.value / by.value).quantize(CENT)
    return found if found * by.value == amount.value else None


def _digits(printed: str) -> str:
    return "".join(c for c in printed if c.isdigit()).lstrip("0")
