"""Flag an invoice for review (contract/invoices-and-catalog.md section 4.5)."""

from payables.approvals.actions.start_over import start_over
from payables.approvals.model import Decision, Subject
from payables.approvals.queries import decisions as approvals
from payables.audit.actions.record import record
from payables.invoices import store
from payables.invoices.errors import InvoiceExported
from payables.invoices.model import Event, Invoice
from payables.invoices.queries import records
from payables.invoices.rules.settle import settle
from payables.invoices.rules.told import called
from payables.notices.actions.notify import notify
from payables.notices.model import NoticeKind
from payables.notices.model import Subject as About
from payables.platform.caller import Caller
from payables.platform.db import Transaction

DEFAULT_REASON = "Flagged for review."


async def flag(tx: Transaction, caller: Caller, invoice_id: str, reason: str | None) -> Invoice:
    """To `incomplete`; decisions made so far are undone, since whoever flags it doubts what they approved.

    Returns the invoice as it was found. Raises NotFound, InvoiceExported, IllegalTransition.
    """
    invoice = await records.load_for_update(tx, caller, invoice_id)
    if invoice.exported_at is not None:
        raise InvoiceExported
    state = settle(invoice.state, Event.FLAG, flagged=True, approval_mode=caller.approval_mode)
    await _tell(tx, invoice, reason or DEFAULT_REASON)
    await start_over(tx, Subject("invoice", invoice.id))
    await store.change_state(tx, invoice, state, flag_reason=reason or DEFAULT_REASON)
    record(
        tx,
        "invoice.flagged",
        "invoice",
        invoice.id,
        before={"state": invoice.state},
        after={"state": state},
        message=reason or DEFAULT_REASON,
    )
    return invoice


async def _tell(tx: Transaction, invoice: Invoice, reason: str) -> None:
    """Whoever entered it, and who has approved it so far (the contract's "relevant users")."""
    decided = await approvals.of_subject(tx, Subject("invoice", invoice.id))
    approved = [one for one in decided if one.status is Decision.APPROVED]
    people = {invoice.entered_by, *(id for one in approved for id in (one.approver_id, one.decided_by))}
    notify(
        tx,
        NoticeKind.FLAGGED,
        About("invoice", invoice.id),
        [person for person in people if person is not None],
        cause=f"flagged at version {invoice.version}",
        message=f"Somebody flagged {called(invoice)}: {reason}",
    )
