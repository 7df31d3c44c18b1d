"""What a line of an invoice bills, whichever of its numbers are given."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from payables.matching.model import BilledLine
from payables.matching.rules.money import half_unit


@dataclass(frozen=True, slots=True)
class Billing:
    """Exact numbers in the line's own unit; None where the line does not say them."""

    line: BilledLine
    quantity: Fraction | None
    price: Fraction | None
    amount: Fraction | None

    @property
    def bills_nothing(self) -> bool:
        """A remark, a back order, or something given free."""
        if self.amount is not None:
            return self.amount == 0
        return self.quantity == 0 or self.price == 0 or (self.quantity is None and self.price is None)

    @property
    def gives_back(self) -> bool:
        if self.amount is not None:
            return self.amount < 0
        return self.quantity is not None and self.quantity < 0


def billing(line: BilledLine, currency: str) -> Billing:
    """What is paid is the amount: where it is not quantity times price, the price is what the amount comes to per unit."""
    quantity, price, amount = _fraction(line.quantity), _fraction(line.price), _fraction(line.amount)
    if quantity is None and price and amount is not None:
        quantity = amount / price
    if amount is None and quantity is not None and price is not None:
        amount = quantity * price
    if amount is not None and quantity and not _agrees(quantity, price, amount, currency):
        price = amount / quantity
    return Billing(line, quantity, price, amount)


def _agrees(quantity: Fraction, price: Fraction | None, amount: Fraction, currency: str) -> bool:
    return price is not None and abs(quantity * price - amount) <= Fraction(half_unit(currency))


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)
