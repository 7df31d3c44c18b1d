"""A payment was not made after all: it stays on record and settles nothing any more."""

from dataclasses import replace
from uuid import UUID

from payables.audit.actions.record import record
from payables.invoices.actions.apply_payments import Paid, apply_payments
from payables.invoices.actions.look_again import look_again
from payables.invoices.errors import InvoiceArchived
from payables.invoices.model import State
from payables.invoices.queries import records
from payables.payments import queries, store
from payables.payments.errors import AlreadyVoided
from payables.payments.model import Payment
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def void_payment(tx: Transaction, caller: Caller, payment_id: UUID, reason: str) -> tuple[Payment, int]:
    """The payment as it is now, and its invoice's integer id. Raises NotFound, InvoiceArchived, AlreadyVoided."""
    number = str(await queries.invoice_of(tx, caller, payment_id))
    invoice = await records.load_for_update(tx, caller, number, in_export_too=True)
    payments = (await queries.of_invoices(tx, [invoice.id]))[invoice.id]
    payment = next(payment for payment in payments if payment.id == payment_id)
    if invoice.state is State.ARCHIVED:
        raise InvoiceArchived
    if payment.voided_at is not None:
        raise AlreadyVoided
    await store.void(tx, payment_id, reason)
    left = [other for other in payments if other.voided_at is None and other is not payment]
    last = left[-1] if left else None
    now = Paid(
        invoice.id,
        invoice.paid_amount - payment.settles,
        last.method if last else None,
        last.reference if last else None,
    )
    await apply_payments(tx, [now])
    before = {"paid_amount": invoice.paid_amount, "payment_id": str(payment.id)}
    after = {"paid_amount": now.amount}
    record(tx, "invoice.payment_voided", "invoice", invoice.id, before=before, after=after, message=reason)
    await look_again(tx, invoice.id)  # more may have been paid than its total
    voided = replace(payment, voided_at=tx.now, voided_by=tx.actor.user_id, void_reason=reason)
    return voided, invoice.invoice_id
