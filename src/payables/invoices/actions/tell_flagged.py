"""Tell whom it concerns that invoices were flagged (the contract's "relevant users")."""

from collections.abc import Sequence

from payables.approvals.queries import decisions as approvals
from payables.invoices.model import Invoice
from payables.invoices.rules.told import called
from payables.notices.actions.notify import notify
from payables.notices.model import NoticeKind, Subject
from payables.platform.db import Transaction


async def tell_flagged(tx: Transaction, flagged: Sequence[tuple[Invoice, str]]) -> None:
    """Each with its reason: whoever entered it, and who has approved it so far. To be called before decisions are undone."""
    approved = await approvals.approved_by(tx, "invoice", [invoice.id for invoice, _ in flagged])
    for invoice, reason in flagged:
        people = {invoice.entered_by, *approved.get(invoice.id, ())}
        notify(
            tx,
            NoticeKind.FLAGGED,
            Subject("invoice", invoice.id),
            [person for person in people if person is not None],
            cause=f"flagged at version {invoice.version}",
            message=f"Somebody flagged {called(invoice)}: {reason}",
        )
