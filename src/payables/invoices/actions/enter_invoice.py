"""Enter an invoice, by whatever way it came (contract/invoices-and-catalog.md sections 3.4 and 8)."""

from dataclasses import fields, replace
from datetime import date

from payables.audit.actions.record import record
from payables.coding.actions.keep_origins import keep_origins
from payables.coding.model import HEADER, Coded, Origin, Source
from payables.invoices.actions.fill_coding import fill_new, record_filled
from payables.invoices.actions.find_reasons import find_reasons
from payables.invoices.actions.match_catalog import match_catalog
from payables.invoices.actions.match_orders import keep_orders, match_new
from payables.invoices.actions.settle_invoice import settle_invoice
from payables.invoices.actions.split_by_rules import split_by_rules
from payables.invoices.model import Draft, Entered, Event, Invoice, Item, LineDraft, State
from payables.invoices.rules.content import Content
from payables.invoices.rules.lines import with_amount
from payables.invoices.store.images import insert_images
from payables.invoices.store.invoices import insert_invoice
from payables.invoices.store.lines import insert_items, insert_splits
from payables.platform.db import Transaction
from payables.vendors import queries as vendors
from payables.vendors.model import Vendor


async def enter_invoice(
    tx: Transaction, draft: Draft, *, entered_by: int | None, approval_mode: str, vendor: Vendor | None = None
) -> Entered:
    """Stores the invoice with its lines and images in a handful of statements, however many lines there are.

    The draft's vendor, location, dimensions and files exist and belong together; what is missing or does not close
    becomes a reason, and a number that its vendor has used before a likely duplicate. Nothing is refused here.
    `vendor` is the draft's, where it has been read already.
    """
    content = await match_new(tx, await _content(tx, draft, entered_by, vendor))
    content, coded = await fill_new(tx, content)
    content = await split_by_rules(tx, content)
    reasons = [*await find_reasons(tx, content, before=None), *draft.extra_reasons]
    invoice = await settle_invoice(tx, approval_mode, Event.READ, content, reasons)
    invoice = await match_catalog(tx, replace(content, invoice=invoice), None)
    await insert_invoice(tx, invoice)
    await insert_items(tx, invoice.id, content.items)
    await insert_images(tx, invoice.id, content.images)
    await insert_splits(tx, invoice.id, content.splits)
    await keep_orders(tx, content)
    _record(tx, invoice)
    await _keep_coding(tx, content, coded)
    return Entered(invoice.id, invoice.invoice_id, invoice.state, invoice.reasons)


async def _content(tx: Transaction, draft: Draft, entered_by: int | None, vendor: Vendor | None) -> Content:
    """With ids and amounts of lines, and the due date where it is not given."""
    ids = await tx.new_numbers("item", len(draft.items)) if draft.items else []
    items = [_item(id, with_amount(line, draft.currency)) for id, line in zip(ids, draft.items, strict=True)]
    own = {field.name: getattr(draft, field.name) for field in fields(Invoice) if field.name in _OF_DRAFT}
    invoice = Invoice(
        id=tx.new_id(),
        invoice_id=await tx.new_number("invoice"),
        state=State.PROCESSING,
        reasons=[],
        flag_reason=None,
        hold_reason=None,
        entered_by=entered_by,
        approved_at=None,
        exported_at=None,
        export_transaction_id=None,
        payment_method=None,
        payment_reference=None,
        version=1,
        created_at=tx.now,
        updated_at=tx.now,
        updated_by=entered_by,
        **own,
    )
    return Content(replace(invoice, due_date=await _due_date(tx, draft, vendor)), items, draft.images)


_OF_DRAFT = {field.name for field in fields(Draft)}


def _item(id: int, line: LineDraft) -> Item:
    return Item(id=id, **{field.name: getattr(line, field.name) for field in fields(LineDraft)})


async def _due_date(tx: Transaction, draft: Draft, vendor: Vendor | None) -> date | None:
    """As given, else by the vendor's terms, else by the paper (contract/platform.md section 8.5)."""
    due = draft.due_date
    if due is None and draft.vendor_id is not None and draft.invoice_date is not None:
        vendor = vendor or await vendors.by_id(tx, draft.company_id, draft.vendor_id)
        due = vendors.due_by(vendor, draft.invoice_date) if vendor else None
    return due or draft.due_date_as_read


async def _keep_coding(tx: Transaction, content: Content, coded: Coded) -> None:
    """Where each value came from: what was found for it, or whoever sent it."""
    invoice, items = content.invoice, content.items
    found = {HEADER: coded.header} | {item.id: of_line for item, of_line in zip(items, coded.lines, strict=True)}
    values = {HEADER: invoice.dimensions} | {item.id: item.dimensions for item in items}
    sent = {at: {t: Origin(Source.SENT, id, SENT) for t, id in by_type.items()} for at, by_type in values.items()}
    await keep_origins(tx, invoice.id, {at: origins | dict(found[at]) for at, origins in sent.items()})
    record_filled(tx, invoice.id, {at: origins for at, origins in found.items() if origins})


SENT = "Sent with the invoice."


def _record(tx: Transaction, invoice: Invoice) -> None:
    after = {
        "invoice_number": invoice.number,
        "vendor_id": invoice.vendor_id,
        "total_amount": invoice.total_amount,
        "currency": invoice.currency,
        "state": invoice.state,
        "reasons": [reason.code for reason in invoice.reasons],
        "source": invoice.source,
    }
    message = f"Entered by {invoice.source}."
    if invoice.paid_amount:
        after["paid_amount"] = invoice.paid_amount
        message += f" {invoice.paid_amount} {invoice.currency} were prepaid according to the document."
    record(tx, "invoice.entered", "invoice", invoice.id, after=after, message=message)
