"""Keep an invoice from export, whatever becomes of it otherwise, and let it go again."""

from uuid import UUID

from payables.audit.actions.record import record
from payables.invoices.model import Invoice
from payables.invoices.queries import records
from payables.invoices.rules.changeable import check_version
from payables.invoices.rules.steps import check_holdable, not_releasable
from payables.invoices.store import invoices as store
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.vendors import queries as vendors


async def hold(
    tx: Transaction, caller: Caller, invoice_id: str, reason: str, *, seen_version: int | None = None
) -> UUID:
    """Its state and its approvals stay; another reason takes the place of the one it has. Raises NotFound, Stale,
    InvoiceExported, InvoiceArchived, ExportInProgress."""
    invoice = await _load(tx, caller, invoice_id, seen_version)
    check_holdable(invoice)
    if invoice.hold_reason != reason:
        await _write(tx, "invoice.held", invoice, reason, told=reason)
    return invoice.id


async def release(
    tx: Transaction, caller: Caller, invoice_id: str, reason: str | None, *, seen_version: int | None = None
) -> UUID:
    """Raises NotFound, Stale, NotOnHold, HeldByBankDetails, ExportInProgress."""
    invoice = await _load(tx, caller, invoice_id, seen_version)
    if invoice.hold_reason is None:
        held = await vendors.held(tx, [invoice.vendor_id]) if invoice.vendor_id is not None else None
        raise not_releasable(bank_held=bool(held))
    await _write(tx, "invoice.released", invoice, None, told=reason)
    return invoice.id


async def _load(tx: Transaction, caller: Caller, invoice_id: str, seen_version: int | None) -> Invoice:
    invoice = await records.load_for_update(tx, caller, invoice_id)
    check_version(invoice, seen_version)
    return invoice


async def _write(tx: Transaction, action: str, invoice: Invoice, reason: str | None, *, told: str | None) -> None:
    await store.set_hold(tx, invoice.id, reason)
    before, after = {"hold_reason": invoice.hold_reason}, {"hold_reason": reason}
    record(tx, action, "invoice", invoice.id, before=before, after=after, message=told)
