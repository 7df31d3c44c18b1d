"""How much more than agreed does not matter."""

from decimal import Decimal

from payables.matching.model import OrderedLine, Tolerance, Tolerances

ZERO = Decimal(0)


def tolerance_of(line: OrderedLine | None, tolerances: Tolerances) -> Tolerance:
    """The most specific row, as a whole: the vendor's, else that of a dimension that the order's line is coded with (of
    several the first by their types in alphabetical order), else the company's. Without a line: vendor or company."""
    if tolerances.vendor is not None:
        return tolerances.vendor
    for _, category in sorted(line.dimensions.items()) if line else ():
        if category in tolerances.categories:
            return tolerances.categories[category]
    return tolerances.company


def price_limit(tolerance: Tolerance, price: Decimal) -> Decimal:
    """How much a price may be above this one, per unit."""
    return _above(price, tolerance.price_percent, tolerance.price_amount)


def quantity_limit(tolerance: Tolerance, quantity: Decimal) -> Decimal:
    """How much more than this may be billed, in the unit of the order's line."""
    return _above(quantity, tolerance.quantity_percent, tolerance.quantity_amount)


def charge_limit(tolerance: Tolerance, charge: Decimal) -> Decimal:
    """How much more than this charge may be billed."""
    return _above(charge, tolerance.charge_percent, tolerance.charge_amount)


def _above(expected: Decimal, percent: Decimal | None, amount: Decimal | None) -> Decimal:
    """Where both stand the smaller holds; where neither stands nothing is tolerated."""
    share = None if percent is None else abs(expected) * percent / 100
    limits = [limit for limit in (share, amount) if limit is not None]
    return min(limits, default=ZERO)
