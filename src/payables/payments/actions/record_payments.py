"""Record what was paid of invoices."""

from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from payables.audit.actions.record import record
from payables.invoices.actions.apply_payments import Paid, apply_payments
from payables.invoices.model import Invoice
from payables.invoices.queries import records
from payables.kit.errors import NotFound, Refusal
from payables.kit.ids import parse_int_id, parse_uuid
from payables.payments import queries, store
from payables.payments.model import Paying, Payment
from payables.payments.rules.judge import judge
from payables.platform.caller import Caller
from payables.platform.db import Transaction


@dataclass(frozen=True, slots=True)
class Recorded:
    """Payments by their place in the request, with their invoices' integer ids. `known`: places of payments that were on
    record already; `failed`: place -> why not."""

    payments: dict[int, tuple[Payment, int]]
    known: set[int]
    failed: dict[int, Refusal]


async def record_payment(tx: Transaction, caller: Caller, paying: Paying) -> tuple[Payment, int]:
    """Raises NotFound and the refusals of payments/rules/judge.py."""
    recorded = await record_payments(tx, caller, [paying])
    if recorded.failed:
        raise recorded.failed[0]
    return recorded.payments[0]


async def record_payments(
    tx: Transaction, caller: Caller, wanted: list[Paying], *, company_id: int | None = None
) -> Recorded:
    """Of any company, or of this one only. Each by itself, in a handful of statements however many there are: of one
    invoice's payments the later is judged as the earlier has left it. The same payment told again changes nothing."""
    invoices = await _locked(tx, caller, wanted, company_id)
    ids = {invoice.id for invoice in invoices.values()}
    live = {
        id: [payment for payment in payments if payment.voided_at is None]
        for id, payments in (await queries.of_invoices(tx, sorted(ids))).items()
    }
    recorded, new = Recorded({}, set(), {}), list[Payment]()
    paid: dict[UUID, Paid] = {}
    for n, paying in enumerate(wanted):
        try:
            invoice = invoices[paying.invoice.lower()]
        except KeyError:
            recorded.failed[n] = NotFound(what="invoice")
            continue
        if invoice.id in paid:
            invoice = replace(invoice, paid_amount=paid[invoice.id].amount)
        try:
            known, amount = judge(invoice, paying, live[invoice.id], tx.now.date())
        except Refusal as refusal:
            recorded.failed[n] = refusal
            continue
        payment = known or _payment(tx, invoice, paying, amount)
        recorded.payments[n] = payment, invoice.invoice_id
        if known:
            recorded.known.add(n)
        else:
            new.append(payment)
            live[invoice.id].append(payment)
            after = invoice.paid_amount + payment.settles
            paid[invoice.id] = Paid(invoice.id, after, payment.method, payment.reference)
            _write_down(tx, invoice, payment, after)
    await store.insert(tx, new)
    await apply_payments(tx, list(paid.values()))
    return recorded


async def _locked(tx: Transaction, caller: Caller, wanted: list[Paying], company_id: int | None) -> dict[str, Invoice]:
    """By UUID and by integer id, as text."""
    uuids = [found for paying in wanted if (found := parse_uuid(paying.invoice))]
    invoice_ids = [found for paying in wanted if (found := parse_int_id(paying.invoice))]
    pairs = await records.load_many_for_update(tx, caller, uuids, invoice_ids)
    found = [invoice for invoice, _ in pairs if company_id in (None, invoice.company_id)]
    return {str(key): invoice for invoice in found for key in (invoice.id, invoice.invoice_id)}


def _payment(tx: Transaction, invoice: Invoice, paying: Paying, amount: Decimal) -> Payment:
    return Payment(
        id=tx.new_id(),
        invoice=invoice.id,
        amount=amount,
        discount=paying.discount,
        currency=invoice.currency,
        paid_on=paying.paid_on,
        method=paying.method,
        reference=paying.reference,
        note=paying.note,
        source=paying.source,
        created_at=tx.now,
        created_by=tx.actor.user_id,
    )


def _write_down(tx: Transaction, invoice: Invoice, payment: Payment, after: Decimal) -> None:
    told = {
        "paid_amount": after,
        "payment_id": str(payment.id),
        "amount": payment.amount,
        "discount": payment.discount,
        "paid_on": payment.paid_on,
        "method": payment.method,
        "reference": payment.reference,
        "source": payment.source,
    }
    before = {"paid_amount": invoice.paid_amount}
    record(tx, "invoice.payment_recorded", "invoice", invoice.id, before=before, after=told, message=payment.note)
