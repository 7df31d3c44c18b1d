"""A file that had joined an invoice turns out to be another one: it leaves the invoice's files."""

from dataclasses import replace

from payables.audit.actions.record import record
from payables.invoices.actions.find_reasons import find_reasons
from payables.invoices.actions.settle_invoice import settle_invoice
from payables.invoices.model import Event, Image, Invoice, PaymentStatus, State, payment_status
from payables.invoices.queries import parts
from payables.invoices.rules.content import Content
from payables.invoices.rules.reasons import COMPUTED
from payables.invoices.store.images import replace_images
from payables.invoices.store.invoices import update_invoice
from payables.platform.db import Transaction


async def take_file_out(tx: Transaction, invoice: Invoice, image: Image, approval_mode: str) -> None:
    """The image with the same bytes and pages. An approval covers the files, so it starts over. What was exported or paid keeps
    the files that it was exported and paid with, and the history tells of it. The caller holds the invoice's lock."""
    before = await parts.content_of(tx, invoice)
    kept = [one for one in before.images if (one.sha256, one.pages) != (image.sha256, image.pages)]
    after = invoice
    if len(kept) < len(before.images) and not _is_done(invoice):
        await replace_images(tx, invoice.id, kept)
        after = await _settled(tx, before, replace(before, images=kept), approval_mode)
        await update_invoice(tx, after)
    told = {"filename": image.filename, "sha256": image.sha256.hex()}
    message = f"{image.filename} had joined it as the same invoice, and was taken out: it is an invoice of its own."
    record(
        tx,
        "invoice.file_taken_out",
        "invoice",
        invoice.id,
        before={"state": invoice.state, "image": told},
        after={"state": after.state},
        message=message,
    )


async def _settled(tx: Transaction, before: Content, after: Content, approval_mode: str) -> Invoice:
    invoice = before.invoice
    if invoice.state is State.ARCHIVED:
        return invoice
    unanswered = [reason for reason in invoice.reasons if reason.code not in COMPUTED]
    reasons = [*await find_reasons(tx, after, before=before), *unanswered]
    return await settle_invoice(tx, approval_mode, Event.CHANGE, after, reasons, flag=invoice.flag_reason)


def _is_done(invoice: Invoice) -> bool:
    paid = payment_status(invoice.total_amount, invoice.paid_amount) is PaymentStatus.PAID
    return paid or invoice.exported_at is not None
