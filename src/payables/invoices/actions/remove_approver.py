"""Take back a request for approval (contract/invoices-and-catalog.md section 4.3)."""

from payables.approvals import queries as approvals
from payables.approvals.actions.withdraw import withdraw
from payables.approvals.model import Approval, Decision, Subject
from payables.audit.actions.record import record
from payables.invoices import queries, store
from payables.invoices.model import Event, Invoice, State
from payables.invoices.rules.settle import settle
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def remove_approver(tx: Transaction, caller: Caller, invoice_id: str, approval_id: str) -> Invoice:
    """If everyone who is left has approved already, the invoice is approved now. If nobody is left, it waits for anyone."""
    invoice = await queries.load_for_update(tx, caller, invoice_id)
    removed = await withdraw(tx, Subject("invoice", invoice.id), approval_id)
    record(tx, "invoice.approver_removed", "invoice", invoice.id, before={"approver_id": removed.approver_id})
    left = await approvals.of_subject(tx, Subject("invoice", invoice.id))
    if invoice.state is State.PENDING_APPROVAL and _all_approved(left):
        state = settle(invoice.state, Event.APPROVE, approval_mode=caller.approval_mode, approvals_done=True)
        await store.change_state(tx, invoice, state)
        record(tx, "invoice.approved", "invoice", invoice.id, before={"state": invoice.state}, after={"state": state})
    return invoice


def _all_approved(records: list[Approval]) -> bool:
    return bool(records) and all(record.status is Decision.APPROVED for record in records)
