"""An invoice that stayed back because of something outside of it is looked at again, now that this has changed."""

from uuid import UUID

from payables.accounts import queries as accounts
from payables.audit.actions.record import record
from payables.invoices import store
from payables.invoices.actions.find_reasons import find_reasons
from payables.invoices.actions.settle_invoice import settle_invoice
from payables.invoices.model import Event, State
from payables.invoices.queries import idle, parts
from payables.invoices.rules.reasons import COMPUTED
from payables.platform.db import Transaction

UNDECIDED = (State.INCOMPLETE, State.PENDING_APPROVAL)


async def look_again(tx: Transaction, invoice_id: UUID) -> None:
    """Nothing happens to an invoice that has gone on meanwhile, or is as it was. What is
    approved stays so: its content was approved as it is."""
    invoice = await idle.lock(tx, invoice_id)
    if invoice is None or invoice.state not in UNDECIDED:
        return
    content = await parts.content_of(tx, invoice)
    unanswered = [reason for reason in invoice.reasons if reason.code not in COMPUTED]
    reasons = [*await find_reasons(tx, content, before=content), *unanswered]
    if reasons == invoice.reasons:
        return
    mode = (await accounts.company_for_work(tx, invoice.company_id)).approval_mode
    flag = invoice.flag_reason
    now = await settle_invoice(tx, mode, Event.CHANGE, content, reasons, flag=flag, material=False)
    await store.update_invoice(tx, now)
    before, after = ({"state": i.state, "reasons": [r.code for r in i.reasons]} for i in (invoice, now))
    record(tx, "invoice.checked_again", "invoice", invoice.id, before=before, after=after, message="Checked again.")
