"""Flag an invoice for review (contract/invoices-and-catalog.md section 4.5)."""

from payables.approvals.actions.start_over import start_over
from payables.approvals.model import Step, Subject
from payables.audit.actions.record import record
from payables.invoices.actions.keep_standing import keep_standing
from payables.invoices.actions.look_later import look_later
from payables.invoices.actions.tell_flagged import tell_flagged
from payables.invoices.model import Invoice, State
from payables.invoices.queries import records
from payables.invoices.rules.changeable import check_version
from payables.invoices.rules.steps import check_flaggable
from payables.invoices.store import invoices as store
from payables.platform.caller import Caller
from payables.platform.db import Transaction

DEFAULT_REASON = "Flagged for review."


async def flag(
    tx: Transaction, caller: Caller, invoice_id: str, reason: str | None, *, seen_version: int | None = None
) -> Invoice:
    """To `incomplete`; decisions made so far are undone, since whoever flags it doubts what they approved.

    Returns the invoice as it was found. Raises NotFound, Stale, InvoiceExported, IllegalTransition.
    """
    invoice = await records.load_for_update(tx, caller, invoice_id)
    check_version(invoice, seen_version)
    state = check_flaggable(invoice, caller.approval_mode)
    await keep_standing(tx, invoice, Step.FLAG, person=caller.user_id)
    await tell_flagged(tx, [(invoice, reason or DEFAULT_REASON)])
    await start_over(tx, Subject("invoice", invoice.id))
    if invoice.state is State.APPROVED:
        await look_later(tx, [invoice.id])
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
