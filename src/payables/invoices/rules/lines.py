"""Amounts of lines."""

from dataclasses import replace
from typing import TypeVar

from payables.invoices.model import LineDraft
from payables.kit.money import MoneyError, line_amount

Line = TypeVar("Line", bound=LineDraft)


def with_amount(line: Line, currency: str) -> Line:
    """With quantity times price as its amount, where it has none; a product beyond all amounts stays unknown."""
    if line.amount is not None or line.quantity is None or line.price is None:
        return line
    try:
        return replace(line, amount=line_amount(line.quantity, line.price, currency))
    except MoneyError:
        return line
