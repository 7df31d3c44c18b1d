"""Does what was read add up? Lines lead to the net or the total, net and tax to the total, and no line costs more than its
quantity times its price."""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from payables.extraction.checks.line_products import RULE as COSTS_MORE
from payables.extraction.model import Adjustment, Field, Reading
from payables.extraction.slack import CENT, lines_lead_to


class Arithmetic(StrEnum):
    """`closes`: the lines lead to a sum of the paper, and so do its net and tax where it prints both. `sums_close`: only net
    and tax do. `nothing_to_close`: there is a total, and nothing to compare it with. `open`: something does not add up."""

    CLOSES = "closes"
    SUMS_CLOSE = "sums_close"
    NOTHING_TO_CLOSE = "nothing_to_close"
    OPEN = "open"


def arithmetic(reading: Reading) -> Arithmetic:
    """Of lines only where each has its amount. A net that follows from total and tax (it has no box) proves nothing, nor
    does a tax of nothing."""
    total, net, tax = (_value(reading.fields.get(name)) for name in ("total_amount", "net_amount", "total_tax"))
    if total is None:
        return Arithmetic.NOTHING_TO_CLOSE
    if any(finding.rule == COSTS_MORE for finding in reading.validation):
        return Arithmetic.OPEN
    if net is not None and tax is not None and abs(net + tax - total) > CENT:
        return Arithmetic.OPEN
    amounts = [_value(line.amount) for line in reading.items]
    known = [amount for amount in amounts if amount is not None]
    if known and len(known) == len(amounts):
        return (
            Arithmetic.CLOSES if lines_lead_to(_sums(total, net, tax), known, _adjusted(reading)) else Arithmetic.OPEN
        )
    proves = net is not None and bool(tax) and (reading.is_xml or reading.fields["net_amount"].box is not None)
    return Arithmetic.SUMS_CLOSE if proves else Arithmetic.NOTHING_TO_CLOSE


def _sums(total: Decimal, net: Decimal | None, tax: Decimal | None) -> Iterator[Decimal]:
    """What lines may come to: their amounts are with tax or without it."""
    yield total
    if net is not None:
        yield net
    elif tax is not None:
        yield total - tax


def _adjusted(reading: Reading) -> Decimal:
    return _sum(reading.charges) - _sum(reading.allowances)


def _sum(adjustments: list[Adjustment]) -> Decimal:
    return sum((value for one in adjustments if (value := _value(one.amount)) is not None), Decimal(0))


def _value(field: Field | None) -> Decimal | None:
    """Amounts of a reading are decimal text; what is none is told elsewhere."""
    try:
        value = Decimal(field.value) if field else None
    except ArithmeticError:
        return None
    return value if value is not None and value.is_finite() else None
