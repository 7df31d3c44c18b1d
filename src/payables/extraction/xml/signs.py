"""Credit memos carry positive amounts here; some senders write them, or corrections, with a minus."""

from payables.extraction.model import Field, Line, Reading

_AMOUNTS = ("total_amount", "net_amount", "total_tax", "amount_due")


def make_positive(reading: Reading) -> None:
    """A document with a negative total becomes a credit memo with every sign turned."""
    total = reading.fields.get("total_amount")
    if total is None or not total.value.startswith("-"):
        return
    reading.fields["type"] = Field("credit_memo", 1.0, raw=reading.fields["type"].raw)
    for name in _AMOUNTS:
        if name in reading.fields:
            _turn(reading.fields[name])
    for line in reading.items:
        _turn_line(line)


def _turn_line(line: Line) -> None:
    if line.amount:
        _turn(line.amount)
    if line.price and line.price.value.startswith("-"):
        _turn(line.price)
    elif line.quantity:
        _turn(line.quantity)


def _turn(field: Field) -> None:
    field.raw = field.raw or field.value
    if field.value.strip("0.-"):
        field.value = field.value[1:] if field.value.startswith("-") else "-" + field.value
