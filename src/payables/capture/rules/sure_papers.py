"""May two documents be taken for one invoice? Only where what makes them equal stands surely on both papers."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from payables.capture.model import StraightThrough
from payables.extraction.model import Field
from payables.invoices.model import Draft, Invoice, Reason
from payables.kit.text import normal_number

COMPARED = ("number", "invoice_date", "total_amount", "currency", "type")
# The same, as reasons name them.
_NAMED = frozenset({"invoice_number", "invoice_date", "total_amount", "currency", "type"})
_OF_VENDOR = frozenset({"erp_vendor_id", "ottimate_vendor_id"})


def is_sure(fields: Mapping[str, Field], passing: StraightThrough | None) -> bool:
    """Number, date, total and vendor each passed the gate, and no compared value was chosen by memory or reckoned: what
    earlier papers say proves nothing of this one."""
    if passing is None or not all(verdict.passed for verdict in passing.fields.values()):
        return False
    found = [fields[name] for name in COMPARED if name in fields]
    return all(field.by is None and field.instead_of is None for field in found)


def says(fields: Mapping[str, Field], draft: Draft) -> bool:
    """Whether the paper itself says the number, date and total of the draft: a record may have been changed since it was
    read, and then its paper is another than the draft's."""
    number, day, total = (fields.get(name) for name in ("number", "invoice_date", "total_amount"))
    if number is None or day is None or total is None:
        return False
    alike = normal_number(number.value) == normal_number(draft.number or "")
    same_day = draft.invoice_date is not None and day.value == draft.invoice_date.isoformat()
    return alike and same_day and _amount(total.value) == draft.total_amount


def is_asked(found: Draft | Invoice) -> bool:
    """Whether somebody still has to answer for one of its compared values."""
    reasons: Sequence[Reason] = found.extra_reasons if isinstance(found, Draft) else found.reasons
    return any(reason.field in _NAMED | _OF_VENDOR for reason in reasons)


def _amount(text: str) -> Decimal | None:
    """Without its sign: credit memos are kept positive."""
    try:
        return abs(Decimal(text))
    except InvalidOperation:
        return None
