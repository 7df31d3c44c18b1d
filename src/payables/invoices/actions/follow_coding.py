"""Something that an invoice is coded with is something else in the ERP now: what was approved was another invoice."""

from uuid import UUID

from payables.accounts import queries as accounts
from payables.approvals.model import Subject
from payables.approvals.queries import decisions
from payables.audit.actions.record import record
from payables.invoices.actions.settle_invoice import settle_invoice
from payables.invoices.actions.withhold_changed import withhold_changed
from payables.invoices.model import Event, Invoice, State
from payables.invoices.queries import idle, parts
from payables.invoices.queries.coded_as import coded_with
from payables.invoices.rules.coded_as import changed
from payables.invoices.store import invoices as store
from payables.platform.db import Transaction


async def follow_coding(tx: Transaction, invoice_id: UUID) -> None:
    """What is ready to leave needs attention; where somebody has approved already, everybody is asked again. Nothing happens
    where nobody has approved yet, or as what it is now."""
    invoice = await idle.lock(tx, invoice_id)
    if invoice is None:
        return
    if invoice.state is State.PENDING_APPROVAL:
        await _ask_again(tx, invoice)
    else:
        await withhold_changed(tx, [invoice])


async def _ask_again(tx: Transaction, invoice: Invoice) -> None:
    approved = await decisions.stood_for(tx, Subject("invoice", invoice.id))
    coded = await coded_with(tx, invoice.id) if approved else []
    others = sorted({called for before in approved for called in changed(coded, before)})
    if not others:
        return
    content = await parts.content_of(tx, invoice)
    mode = (await accounts.company_for_work(tx, invoice.company_id)).approval_mode
    waiting = await settle_invoice(tx, mode, Event.CHANGE, content, invoice.reasons)
    await store.update_invoice(tx, waiting)
    told = f"Since somebody approved it, its coding stands for something else in the ERP: {', '.join(others)}."
    record(tx, "invoice.approvals_undone", "invoice", invoice.id, after={"state": waiting.state}, message=told)
