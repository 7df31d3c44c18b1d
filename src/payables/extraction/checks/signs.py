"""Credit memos carry positive amounts here; some senders write them, or corrections, with a minus."""

from decimal import Decimal

from payables.extraction.model import Field, Finding, Line, Reading

_AMOUNTS = (
    "total_amount", "net_amount", "total_tax", "allowance_total", "charge_total", "prepaid_amount", "rounding_amount",
    "amount_due",
)  # fmt: skip


def make_positive(reading: Reading) -> None:
    """Turns every sign of a credit memo or correction with a negative total.

    A plain invoice with a negative total stays as it is printed, with a finding.
    """
    total, kind = reading.fields.get("total_amount"), reading.fields.get("type")
    if total is None or kind is None or not total.value.startswith("-"):
        return
    if kind.value == "invoice" and kind.raw == "384":
        kind.value = "credit_memo"
    if kind.value != "credit_memo":
        reading.validation.append(Finding("negative-total", "warning", f"The total is negative: {total.value}."))
        return
    for name in _AMOUNTS:
        if name in reading.fields:
            _turn(reading.fields[name])
    for adjustment in reading.allowances + reading.charges:
        if adjustment.amount:
            _turn(adjustment.amount)
    for tax in reading.taxes:
        for part in (tax.taxable_amount, tax.tax_amount):
            if part:
                _turn(part)
    for line in reading.items:
        _turn_line(line)


def _turn_line(line: Line) -> None:
    """A line whose amount alone is negative needs no other sign turned."""
    quantity, price, amount = (Decimal(f.value) if f else Decimal(1) for f in (line.quantity, line.price, line.amount))
    if line.amount and quantity * price * amount < 0:
        _turn(line.amount)
        return
    if line.amount:
        _turn(line.amount)
    if line.price and line.price.value.startswith("-"):
        _turn(line.price)
    elif line.quantity:
        _turn(line.quantity)


def _turn(field: Field) -> None:
    field.raw = field.raw or field.value
    if Decimal(field.value):
        field.value = field.value[1:] if field.value.startswith("-") else "-" + field.value
