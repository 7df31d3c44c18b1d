"""What an invoice bills beside its lines: tax and charges that only its header tells."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from payables.matching.model import Billed, Charge, Ordered
from payables.matching.rules.billing import Billing
from payables.matching.rules.charges import Beside, left_of
from payables.matching.rules.money import half_unit, money

ZERO = Decimal(0)


def beside_lines(
    billed: Billed,
    lines: Sequence[Billing],
    charged: Mapping[int, Charge],
    orders: Sequence[Ordered],
    unpriced: Fraction,
) -> Beside:
    """Tax as the header says it; a tax that also stands as a line counts once. What the total has beyond lines, tax and
    discount is freight as far as the orders still say freight, and charges beyond that. `unpriced` is what lines without a
    price come to as ordered."""
    taxed = _sum(each for each in lines if charged.get(each.line.id) is Charge.TAX)
    whole = _sum(lines) + unpriced
    tax = money(max(Fraction(billed.tax or 0) - taxed, Fraction(0)), billed.currency)
    rest = _unexplained(billed, whole, len(lines))
    freight_lines = any(charge is Charge.FREIGHT for charge in charged.values())
    freight = ZERO if freight_lines else min(rest, left_of(orders, Charge.FREIGHT))
    amounts = {Charge.TAX: tax, Charge.FREIGHT: freight, Charge.MISCELLANEOUS: rest - freight}
    return Beside(amounts, money(whole - taxed, billed.currency) + rest)


def _sum(lines: Iterable[Billing]) -> Fraction:
    return sum((each.amount or Fraction(0) for each in lines), Fraction(0))


def _unexplained(billed: Billed, whole: Fraction, lines: int) -> Decimal:
    """Nothing where the lines come to the total with tax or without, up to half a unit of rounding each."""
    if billed.total is None:
        return ZERO
    gross = whole - Fraction(billed.discount or 0)
    total, tax = Fraction(billed.total), Fraction(billed.tax or 0)
    rounding = Fraction(half_unit(billed.currency)) * max(2, lines)
    if min(abs(total - gross), abs(total - gross - tax)) <= rounding:
        return ZERO
    return money(max(total - gross - tax, Fraction(0)), billed.currency)
