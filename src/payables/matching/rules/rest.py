"""What an invoice bills beside its lines: tax and charges that only its header tells."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from payables.matching.model import Billed, Charge, Ordered
from payables.matching.rules.billing import Billing
from payables.matching.rules.charges import left_of
from payables.matching.rules.money import half_unit, money

ZERO = Decimal(0)


def beside_lines(
    billed: Billed, lines: Sequence[Billing], charged: Mapping[int, Charge], orders: Sequence[Ordered]
) -> dict[Charge, Decimal]:
    """Tax as the header says it; a tax that also stands as a line counts once. What the total has beyond lines, tax and
    discount is freight as far as the orders still say freight, and charges beyond that."""
    tax, taxed = billed.tax or ZERO, _sum(lines, charged, billed.currency)
    found = {Charge.TAX: max(tax - taxed, ZERO)} if taxed else {Charge.TAX: tax}
    rest = _unexplained(billed, lines)
    if rest <= 0:
        return found
    freight_lines = any(charge is Charge.FREIGHT for charge in charged.values())
    freight = ZERO if freight_lines else min(rest, left_of(orders, Charge.FREIGHT))
    return {**found, Charge.FREIGHT: freight, Charge.MISCELLANEOUS: rest - freight}


def _sum(lines: Sequence[Billing], charged: Mapping[int, Charge], currency: str) -> Decimal:
    taxes = [each.amount or Fraction(0) for each in lines if charged.get(each.line.id) is Charge.TAX]
    return money(sum(taxes, Fraction(0)), currency)


def _unexplained(billed: Billed, lines: Sequence[Billing]) -> Decimal:
    """Nothing where the lines come to the total with tax or without, up to half a unit of rounding each."""
    if billed.total is None:
        return ZERO
    gross = sum((each.amount or Fraction(0) for each in lines), Fraction(0)) - Fraction(billed.discount or 0)
    total, tax = Fraction(billed.total), Fraction(billed.tax or 0)
    rounding = Fraction(half_unit(billed.currency)) * max(2, len(lines))
    if min(abs(total - gross), abs(total - gross - tax)) <= rounding:
        return ZERO
    return money(max(total - gross - tax, Fraction(0)), billed.currency)
