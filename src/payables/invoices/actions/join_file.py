"""Another document of an invoice that is there: its file joins the others."""

from dataclasses import replace

from payables.audit.actions.record import record
from payables.invoices.actions.find_reasons import find_reasons
from payables.invoices.actions.settle_invoice import settle_invoice
from payables.invoices.model import Event, Image, Invoice, PaymentStatus, State, payment_status
from payables.invoices.queries import parts
from payables.invoices.rules.reasons import COMPUTED
from payables.invoices.store.images import insert_images
from payables.invoices.store.invoices import update_invoice
from payables.platform.db import Transaction


async def join_file(tx: Transaction, invoice: Invoice, image: Image, called: str, approval_mode: str) -> None:
    """The values stay as they are: they are equal. An approval covers the files, so it starts over; an invoice that is
    approved, paid or put away keeps its files, and the history tells of this one. The caller holds its lock."""
    if _is_closed(invoice):
        message = f"The same invoice came once more, as {called}: not added, since nothing is changed any more."
        record(tx, "invoice.joined", "invoice", invoice.id, after={"sha256": image.sha256.hex()}, message=message)
        return
    before = await parts.content_of(tx, invoice)
    await insert_images(tx, invoice.id, [image], first_position=len(before.images))
    after = replace(before, images=[*before.images, image])
    unanswered = [reason for reason in invoice.reasons if reason.code not in COMPUTED]
    reasons = [*await find_reasons(tx, after, before=before), *unanswered]
    settled = await settle_invoice(tx, approval_mode, Event.CHANGE, after, reasons, flag=invoice.flag_reason)
    await update_invoice(tx, settled)
    added = {"filename": image.filename, "sha256": image.sha256.hex()}
    told = {"state": settled.state, "image": added}
    message = f"The same invoice came once more, as {called}: added to its files."
    record(tx, "invoice.joined", "invoice", invoice.id, before={"state": invoice.state}, after=told, message=message)


def _is_closed(invoice: Invoice) -> bool:
    paid = payment_status(invoice.total_amount, invoice.paid_amount) is PaymentStatus.PAID
    return paid or invoice.exported_at is not None or invoice.state in (State.APPROVED, State.ARCHIVED)
