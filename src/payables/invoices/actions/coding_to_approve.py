"""What the coding of an invoice stands for, as somebody approves it now."""

from collections.abc import Sequence

from payables.approvals.errors import MeaningChanged
from payables.approvals.model import Subject
from payables.approvals.queries import decisions
from payables.invoices.errors import Stale
from payables.invoices.model import Invoice
from payables.invoices.rules.coded_as import Coded, changed, tag, written
from payables.platform.db import Transaction


async def coding_to_approve(
    tx: Transaction, invoice: Invoice, coded: Sequence[Coded], seen_tag: str | None = None
) -> bytes:
    """Of a locked invoice, as a decision keeps it, and the invoice once it is approved. `coded` is read under the lock;
    `seen_tag` is what whoever decides was shown, where they say so.

    Raises Stale, and MeaningChanged where somebody has approved it as something else: the two would have approved two
    different invoices.
    """
    if seen_tag is not None and seen_tag != tag(coded):
        raise Stale
    before = await decisions.stood_for(tx, Subject("invoice", invoice.id))
    if others := sorted({called for one in before for called in changed(coded, one)}):
        raise MeaningChanged(what=", ".join(others))
    return written(coded)
