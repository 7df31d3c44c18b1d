"""What keeps an invoice from going on: its values, and who has its number already."""

from collections.abc import Sequence

from payables.invoices import store
from payables.invoices.model import Invoice, Reason
from payables.invoices.rules.content import Content
from payables.invoices.rules.reasons import LIKELY_DUPLICATE, reasons_of
from payables.platform.db import Transaction


async def find_reasons(tx: Transaction, content: Content, *, before: Content | None) -> list[Reason]:
    """All reasons that the content as it is now gives by itself; `before` is what it was, None when it is being
    entered. What a way in found, and somebody must answer, is not among them."""
    other = await _holder_of_number(tx, before.invoice if before else None, content.invoice)
    return reasons_of(content.invoice, content.items, other)


async def _holder_of_number(tx: Transaction, before: Invoice | None, after: Invoice) -> str | None:
    """The other invoice that has this vendor's number, if any; the claim moves with vendor, type and number."""
    if before is not None:
        moved = [(i.vendor_id, i.type, store.number_key(i.number)) for i in (before, after)]
        if moved[0] != moved[1]:
            await store.release_numbers(tx, [before.id])
        elif not _has(before.reasons, LIKELY_DUPLICATE):
            return None
    other = await store.claim_number(tx, after)
    return str(other) if other else None


def _has(reasons: Sequence[Reason], code: str) -> bool:
    return any(reason.code == code for reason in reasons)
