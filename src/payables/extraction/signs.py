"""What a negative total means: money owed to us. A credit memo's amounts are positive here; many senders print or state them
with a minus, and some say in no other way that it is one.

A reading keeps the sign that is written on an invoice, and a finding says so; a credit memo that says it is one, or a
correction, is turned in the reading itself. The record turns the others (`in_minus`, `turned`): it holds what is owed.
"""

from copy import deepcopy
from math import prod

from payables.extraction.einvoice import EInvoice
from payables.extraction.model import Adjustment, Field, Finding, Line, Reading

_AMOUNTS = (
    "total_amount", "net_amount", "total_tax", "allowance_total", "charge_total", "prepaid_amount", "rounding_amount",
    "amount_due",
)  # fmt: skip
_CREDIT, _BILLS = "credit_memo", ("invoice", "credit_memo")
_CORRECTION = "384"  # of UNTDID 1001: an invoice, or a credit where its total is negative


def make_positive(reading: Reading) -> None:
    """Turns every sign of a credit memo or correction with a negative total."""
    kind = reading.fields.get("type")
    if kind is None or not in_minus(reading):
        return
    if kind.value == "invoice" and kind.raw == _CORRECTION:
        kind.value = _CREDIT
    if kind.value == _CREDIT:
        _turn_all(reading)
    else:
        total = reading.fields["total_amount"].value
        reading.validation.append(Finding("negative-total", "warning", f"The total is negative: {total}."))


def in_minus(reading: Reading) -> bool:
    """Whether a bill of any kind has a negative total; what is no bill says nothing of who owes whom."""
    total, kind = reading.fields.get("total_amount"), reading.fields.get("type")
    return total is not None and _sign(total.value) < 0 and (kind is None or kind.value in _BILLS)


def turned(reading: Reading) -> Reading:
    """The same with every sign the other way round."""
    other = deepcopy(reading)
    _turn_all(other)
    return other


def _turn_all(reading: Reading) -> None:
    for name in _AMOUNTS:
        _turn(reading.fields.get(name))
    _turn_adjustments(reading.allowances + reading.charges)
    for tax in reading.taxes:
        _turn(tax.taxable_amount)
        _turn(tax.tax_amount)
    for line in reading.items:
        _turn_line(line)
    if reading.einvoice:
        _turn_einvoice(reading.einvoice)


def _turn_line(line: Line) -> None:
    """A line whose amount alone is negative needs no other sign turned, one of nothing only such as are negative."""
    product = prod(_sign(part.value) for part in (line.quantity, line.price, line.amount) if part)
    other = line.price if line.price and _sign(line.price.value) < 0 else line.quantity
    if line.amount is None or product > 0 or (product == 0 and other and _sign(other.value) < 0):
        _turn(other)
    _turn(line.amount)
    _turn_details(line)


def _turn_details(line: Line) -> None:
    """Sub-lines as their lines."""
    _turn_adjustments(line.allowances + line.charges)
    for below in line.sub_lines:
        _turn(below.quantity)
        _turn(below.amount)
        _turn_details(below)


def _turn_adjustments(adjustments: list[Adjustment]) -> None:
    for adjustment in adjustments:
        _turn(adjustment.amount)


def _turn_einvoice(einvoice: EInvoice) -> None:
    einvoice.tax_currency_total = _opposite(einvoice.tax_currency_total)
    for tax in einvoice.taxes:
        tax.taxable_amount, tax.tax_amount = _opposite(tax.taxable_amount), _opposite(tax.tax_amount)


def _turn(field: Field | None) -> None:
    if field:
        field.raw = field.raw or field.value
        field.value = _opposite(field.value) or ""


def _opposite(amount: str | None) -> str | None:
    """Of a decimal's text; nought has no sign."""
    if not amount or not amount.strip("0."):
        return amount
    return amount[1:] if amount.startswith("-") else f"-{amount}"


def _sign(amount: str) -> int:
    if not amount.strip("-0."):
        return 0
    return -1 if amount.startswith("-") else 1
