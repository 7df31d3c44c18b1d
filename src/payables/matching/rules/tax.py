"""Tax against what the orders say of it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from payables.matching.model import Aspect, Charge, Finding, Ordered, Outcome, Tolerance
from payables.matching.rules.money import half_unit, money
from payables.matching.rules.tolerance import charge_limit

ZERO = Decimal(0)
HIGHEST_RATE = Decimal("0.30")  # of no country is the general rate higher


def compare_tax(
    tax: Decimal,
    net: Decimal,
    orders: Sequence[Ordered],
    goods: Mapping[UUID, Decimal],
    tolerance: Tolerance,
    currency: str,
) -> Finding | None:
    """`orders` are those that goods are billed of. Where each of them says its tax, in proportion to the goods, with a unit of
    rounding each; else nothing is compared but that a tax can be no more than 30 percent of what is billed."""
    if tax <= 0:
        return None
    if not orders or not all(order.charges.get(Charge.TAX) for order in orders):
        highest = money(Fraction(max(net, ZERO)) * Fraction(HIGHEST_RATE), currency)
        too_much = tax > highest + 2 * half_unit(currency)
        return finding_of(Outcome.CHARGE_VARIANCE, Charge.TAX, tax, highest, ZERO) if too_much else None
    expected = money(sum((_due(order, goods[order.id]) for order in orders), Fraction(0)), currency)
    limit, rounding = charge_limit(tolerance, expected), 2 * half_unit(currency) * len(orders)
    if tax <= expected + rounding:
        return finding_of(Outcome.MATCHED, Charge.TAX, tax, min(tax, expected), limit)
    outcome = Outcome.CHARGE_VARIANCE if tax > expected + max(limit, rounding) else Outcome.WITHIN_TOLERANCE
    return finding_of(outcome, Charge.TAX, tax, expected, limit)


def finding_of(outcome: Outcome, kind: Charge, billed: Decimal, fitting: Decimal, limit: Decimal) -> Finding:
    """Of a charge; what fits matches, whatever else is charged."""
    excess = max(billed - fitting, ZERO)
    told = outcome if excess > 0 else Outcome.MATCHED
    return Finding(told, billed, fitting, fitting + limit, excess, kind, Aspect.CHARGE)


def _due(order: Ordered, billed: Decimal) -> Fraction:
    whole = sum((Fraction(line.quantity) * Fraction(line.price) for line in order.lines), Fraction(0))
    share = min(Fraction(billed) / whole, Fraction(1)) if whole > 0 else Fraction(1)
    left = max(ZERO, order.charges[Charge.TAX] - order.charged.get(Charge.TAX, ZERO))
    return min(Fraction(order.charges[Charge.TAX]) * share, Fraction(left))
