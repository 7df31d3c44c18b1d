"""Enter an invoice, by whatever way it came (contract/invoices-and-catalog.md sections 3.4 and 8)."""

from dataclasses import replace
from uuid import UUID

from payables.audit.actions.record import record
from payables.invoices import store
from payables.invoices.model import Draft, Entered, Event, Reason, State
from payables.invoices.rules.lines import with_amount
from payables.invoices.rules.reasons import reasons_of
from payables.invoices.rules.settle import settle
from payables.platform.db import Transaction
from payables.vendors import queries as vendors


async def enter_invoice(tx: Transaction, draft: Draft, *, entered_by: int | None, approval_mode: str) -> Entered:
    """Stores the invoice with its lines and images in a handful of statements, however many lines there are.

    The draft's vendor, location, dimensions and files exist and belong together; what is missing or does not close
    becomes a reason, and a number that its vendor has used before a likely duplicate. Nothing is refused here.
    """
    draft = await _completed(tx, draft)
    id, invoice_id = tx.new_id(), await tx.new_number("invoice")
    other = await store.claim_number(tx, id, draft)
    reasons = [*reasons_of(draft, draft.items, str(other) if other else None), *draft.extra_reasons]
    state = settle(State.PROCESSING, Event.READ, reasons=reasons, approval_mode=approval_mode)
    await store.insert_invoice(
        tx, draft, id=id, invoice_id=invoice_id, state=state, reasons=reasons, entered_by=entered_by
    )
    await store.insert_items(tx, id, draft.items)
    await store.insert_images(tx, id, draft.images)
    _record(tx, id, draft, state, reasons)
    return Entered(id, invoice_id, state, reasons)


async def _completed(tx: Transaction, draft: Draft) -> Draft:
    """With amounts of lines and the due date where they are not given: by the vendor's terms, else by the paper
    (contract/platform.md section 8.5)."""
    items = [with_amount(line, draft.currency) for line in draft.items]
    due = draft.due_date
    if due is None and draft.vendor_id is not None and draft.invoice_date is not None:
        due = await vendors.due_date(tx, draft.company_id, draft.vendor_id, draft.invoice_date)
    return replace(draft, items=items, due_date=due or draft.due_date_as_read)


def _record(tx: Transaction, id: UUID, draft: Draft, state: State, reasons: list[Reason]) -> None:
    after = {
        "invoice_number": draft.number,
        "vendor_id": draft.vendor_id,
        "total_amount": draft.total_amount,
        "currency": draft.currency,
        "state": state,
        "reasons": [reason.code for reason in reasons],
        "source": draft.source,
    }
    message = f"Entered by {draft.source}."
    if draft.paid_amount:
        after["paid_amount"] = draft.paid_amount
        message += f" {draft.paid_amount} {draft.currency} were prepaid according to the document."
    record(tx, "invoice.entered", "invoice", id, after=after, message=message)
