"""What an e-invoice asks to be paid against its total: a sum that was paid before makes it less, and rounding hardly changes it."""

from collections.abc import Iterator
from decimal import Decimal

from payables.extraction.model import Finding, Reading

RULE = "due-above-total"
MOST = Decimal(1)  # in the invoice's currency: no cash is rounded by more


def check_due(reading: Reading) -> list[Finding]:
    """Errors: the rules of EN 16931 add these sums up, whatever their sign and size, and a due amount that is higher than the
    total would be another invoice. `reading` as the document says it, or with its signs turned."""
    return [Finding(RULE, "error", f"{sentence} Ask the vendor for what.") for sentence in _sentences(reading)]


def _sentences(reading: Reading) -> Iterator[str]:
    total, due = _amount(reading, "total_amount"), _amount(reading, "amount_due")
    prepaid, rounding = _amount(reading, "prepaid_amount"), _amount(reading, "rounding_amount")
    sign = -1 if total is not None and total < 0 else 1
    if prepaid is not None and sign * prepaid < 0:
        yield f"The invoice states {prepaid} as paid before, which makes the amount due higher than the total."
    if rounding is not None and abs(rounding) > MOST:
        yield f"The invoice is rounded by {rounding}, and no rounding is more than {MOST}."
    if total is not None and due is not None and sign * (due - total) > MOST:
        yield f"The amount due is {due}, and the total is {total}."


def _amount(reading: Reading, name: str) -> Decimal | None:
    found = reading.fields.get(name)
    return Decimal(found.value) if found else None
