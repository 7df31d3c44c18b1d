"""Arithmetic over what was read from a page; confidence drops where it does not close."""

from collections.abc import Iterator
from decimal import Decimal

from payables.extraction.model import Adjustment, Field, Finding, Reading
from payables.extraction.slack import CENT, lines_lead_to

DOUBTFUL = 0.5  # no sum that fails its check is surer than this


def check_totals(reading: Reading) -> list[Finding]:
    """The findings; lowers the confidence of the fields that take part in a sum that fails."""
    return [*_totals(reading), *_lines(reading), *_dates(reading)]


def _totals(reading: Reading) -> Iterator[Finding]:
    names = ("net_amount", "total_tax", "total_amount")
    net, tax, total = (_value(reading.fields.get(n)) for n in names)
    if total is None:
        yield Finding("total-missing", "warning", "No total was found.")
    if net is None or tax is None or total is None:
        return
    if abs(net + tax - total) > CENT:
        _doubt(reading, names)
        yield Finding("totals-close", "error", f"Net {net} and tax {tax} do not add up to the total {total}.")


def _lines(reading: Reading) -> Iterator[Finding]:
    amounts = [_value(i.amount) for i in reading.items]
    for i, item in enumerate(reading.items, 1):
        q, p, a = _value(item.quantity), _value(item.price), _value(item.amount)
        if q is not None and p is not None and a is not None and item.quantity and item.quantity.confidence < DOUBTFUL:
            yield Finding("line-closes", "warning", f"Line {i}: quantity {q} times price {p} is not {a}.")
    known = [a for a in amounts if a is not None]
    adjusted = _sum(reading.charges) - _sum(reading.allowances)
    targets = [v for n in ("net_amount", "total_amount") if (v := _value(reading.fields.get(n))) is not None]
    if known and targets and not lines_lead_to(targets, known, adjusted):
        for item in reading.items:
            if item.amount:
                item.amount.confidence = round(min(item.amount.confidence, 0.7), 3)
        yield Finding("lines-close", "warning", f"The lines add up to {sum(known)}, not to {targets[0]}.")


def _sum(adjustments: list[Adjustment]) -> Decimal:
    return sum((value for a in adjustments if (value := _value(a.amount)) is not None), Decimal(0))


def _dates(reading: Reading) -> Iterator[Finding]:
    issued, due = reading.fields.get("invoice_date"), reading.fields.get("due_date")
    if issued and due and due.value < issued.value:
        yield Finding(
            "due-after-issue", "warning", f"The due date {due.value} is before the invoice date {issued.value}."
        )


def _doubt(reading: Reading, names: tuple[str, ...]) -> None:
    for name in names:
        if field := reading.fields.get(name):
            field.confidence = min(field.confidence, DOUBTFUL)


def _value(field: Field | None) -> Decimal | None:
    return Decimal(field.value) if field else None
