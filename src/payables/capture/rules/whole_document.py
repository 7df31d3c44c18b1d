"""Allowances, charges and prepayments of a whole document, between its lines and what is still to be paid.

E-invoices state them (EN 16931: BG-20, BG-21, BT-107, BT-108, BT-113 to BT-115); those of a line are in its amount.
Every function raises BadValueError for an amount that is none.
"""

from collections.abc import Sequence
from decimal import Decimal

from payables.extraction.model import Adjustment, Field, Line, Reading
from payables.kit.bad_value import BadValueError
from payables.kit.money import parse_amount


def lines_and_charges(reading: Reading) -> list[Line]:
    """The lines, and after them each charge as a line named by its reason, so that the lines lead to the total.

    A document without lines gets none: its charges are in the total like everything else.
    """
    if not reading.items:
        return []
    named = [_line(charge) for charge in reading.charges]
    rest = _stated(reading, "charge_total") - _sum(reading.charges)
    if rest and "charge_total" in reading.fields:
        named.append(Line(name=Field("Other charges", 1.0), amount=Field(f"{rest:f}", 1.0)))
    return reading.items + named


def allowances(reading: Reading) -> str | None:
    """Their sum as stated, else as it is; None without any."""
    stated = "allowance_total" in reading.fields
    return _text(_stated(reading, "allowance_total") if stated else _sum(reading.allowances))


def prepaid(reading: Reading) -> str | None:
    """What was paid before, as stated. A profile too short to state it (Factur-X MINIMUM) says what is due: then the
    difference. Refuses a prepayment that does not lead from the total to the amount due."""
    if "amount_due" not in reading.fields or "total_amount" not in reading.fields:
        return _text(_stated(reading, "prepaid_amount"))
    total, rounding = _stated(reading, "total_amount"), _stated(reading, "rounding_amount")
    before = total + rounding - _stated(reading, "amount_due")
    if "prepaid_amount" not in reading.fields:
        return _text(before)
    stated = _stated(reading, "prepaid_amount")
    if stated and stated != before:
        raise BadValueError("prepaid_unclear", "The total less it is not the amount due.")
    return _text(stated)


def _line(charge: Adjustment) -> Line:
    return Line(name=charge.reason or Field("Charge", 1.0), amount=charge.amount, tax_rate=charge.tax_rate)


def _sum(adjustments: Sequence[Adjustment]) -> Decimal:
    return sum((_amount(adjustment.amount) for adjustment in adjustments), Decimal(0))


def _stated(reading: Reading, name: str) -> Decimal:
    return _amount(reading.fields.get(name))


def _amount(field: Field | None) -> Decimal:
    return parse_amount(field.value) if field else Decimal(0)


def _text(amount: Decimal) -> str | None:
    return f"{amount:f}" if amount else None
