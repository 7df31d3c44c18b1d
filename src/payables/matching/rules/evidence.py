"""What price and quantity say for or against a pair."""

from decimal import Decimal
from fractions import Fraction

from payables.matching.rules.billing import Billing

FAR = Fraction(10**9)


def price_distance(billed: Billing, price: Decimal, factor: Fraction | None) -> Fraction:
    """How far apart two prices are, as a share of the ordered one; far where that cannot be said."""
    if factor is None or billed.price is None:
        return FAR
    ordered = Fraction(price)
    distance = abs(billed.price / factor - ordered)
    return distance / abs(ordered) if ordered else distance


def evidence(billed: Billing, price: Decimal, ordered: Decimal, left: Decimal, factor: Fraction | None) -> float:
    """Between -0.30 and 0.15, to be added to how much the names are alike."""
    if factor is None:
        return -0.15
    return _of_price(price_distance(billed, price, factor)) + _of_quantity(billed, ordered, left, factor)


def _of_price(distance: Fraction) -> float:
    if distance >= FAR:
        return 0.0
    for limit, worth in (
        (Fraction(1, 200), 0.10),
        (Fraction(1, 20), 0.05),
        (Fraction(1, 5), 0.0),
        (Fraction(1, 2), -0.1),
    ):
        if distance <= limit:
            return worth
    return -0.30


def _of_quantity(billed: Billing, ordered: Decimal, left: Decimal, factor: Fraction) -> float:
    if billed.quantity is None:
        return 0.0
    quantity = billed.quantity * factor
    return 0.05 if quantity in (Fraction(ordered), Fraction(left)) else 0.0
