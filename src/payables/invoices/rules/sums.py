"""What lines come to, against the total: the one place where it is reckoned."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from payables.kit.money import currency_digits

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Sums:
    """`lines` is what they come to, None where one has no amount; `net` that with tax and without discount. `difference` is the
    total less what they come to, with tax or without, whichever is nearer; it and `adds_up` are None where nothing is compared."""

    lines: Decimal | None
    net: Decimal | None
    difference: Decimal | None
    adds_up: bool | None


def add_up(
    amounts: Sequence[Decimal | None],
    currency: str,
    *,
    total: Decimal | None,
    tax: Decimal | None,
    discount: Decimal | None,
) -> Sums:
    """`amounts` of all lines. Each may have lost half of the smallest unit of the currency to rounding."""
    known = [amount for amount in amounts if amount is not None]
    if not amounts or len(known) < len(amounts):
        return Sums(None, None, None, None)
    lines = sum(known, NOTHING)
    gross = lines - (discount or NOTHING)
    net = gross + (tax or NOTHING)
    if total is None:
        return Sums(lines, net, None, None)
    difference = min(total - net, total - gross, key=abs)
    unit = Decimal(1).scaleb(-currency_digits(currency))
    return Sums(lines, net, difference, abs(difference) <= max(unit, unit * len(amounts) / 2))
