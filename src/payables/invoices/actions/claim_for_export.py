"""Give invoices to an export job: from then on they are that job's alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from payables.audit.actions.record import record
from payables.invoices.actions.withhold_changed import withhold_changed
from payables.invoices.model import Claim, ClaimOutcome, Invoice
from payables.invoices.queries import exports, records
from payables.invoices.rules.exportable import why_not
from payables.invoices.store import exports as store
from payables.matching.queries.ledger import stale_among
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.vendors import queries as vendors

OTHER_COMPANY = ("another_company", "The invoice belongs to another company than the export.")
MATCH_PENDING = ("match_pending", "An order of it changed a moment ago: it is matched again within seconds.")
EXPORTED = ("already_exported", "The invoice was exported before.")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An invoice that was asked for and cannot be exported now: code and sentence."""

    invoice: Invoice
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Ready:
    """Locked until the transaction ends: what can be exported, and what was named and cannot."""

    invoices: list[Invoice]
    left_out: list[LeftOut]


async def lock_named(
    tx: Transaction, caller: Caller, company_id: int, uuids: list[UUID], invoice_ids: list[int]
) -> Ready:
    """Those of the named invoices that the caller may see."""
    ready = Ready([], [])
    found = await records.load_many_for_update(tx, caller, uuids, invoice_ids)
    held = await vendors.held(tx, {invoice.vendor_id for invoice, _ in found if invoice.vendor_id is not None})
    for invoice, erp_vendor_id in found:
        why = _why_not(invoice, erp_vendor_id, company_id, held.get(invoice.vendor_id or 0))
        if why:
            ready.left_out.append(LeftOut(invoice, *why))
        else:
            ready.invoices.append(invoice)
    return await _without_changed(tx, ready)


async def lock_ready(tx: Transaction, caller: Caller, company_id: int, location_id: int | None, most: int) -> Ready:
    """The oldest that are ready, of one location or of all that the caller may see."""
    found = await exports.lock_ready(tx, caller, company_id, location_id, most)
    held = await vendors.held(tx, {invoice.vendor_id for invoice in found if invoice.vendor_id is not None})
    return await _without_changed(tx, Ready([one for one in found if one.vendor_id not in held], []))


async def claim_for_export(
    tx: Transaction, job: UUID, invoices: Sequence[Invoice], left_out: Sequence[LeftOut]
) -> None:
    """The invoices are locked and ready, and the job's row is written. What was left out is kept with its reason."""
    taken = [Claim(job, invoice.id, position) for position, invoice in enumerate(invoices)]
    others = [
        Claim(job, one.invoice.id, len(taken) + n, ClaimOutcome.LEFT_OUT, one.code, one.message)
        for n, one in enumerate(left_out)
    ]
    await store.insert_claims(tx, job, taken + others)
    await store.enter_export(tx, job, [invoice.id for invoice in invoices])
    for invoice in invoices:
        record(tx, "invoice.export_started", "invoice", invoice.id, after={"export_job": str(job)})


async def _without_changed(tx: Transaction, ready: Ready) -> Ready:
    """What was approved as something else in the ERP is left out, and what is about to be matched again."""
    stale = await stale_among(tx, [invoice.id for invoice in ready.invoices])
    pending = [LeftOut(invoice, *MATCH_PENDING) for invoice in ready.invoices if invoice.id in stale]
    settled = [invoice for invoice in ready.invoices if invoice.id not in stale]
    withheld = await withhold_changed(tx, settled)
    others = [LeftOut(i, withheld[i.id].code, withheld[i.id].message) for i in settled if i.id in withheld]
    return Ready([i for i in settled if i.id not in withheld], [*ready.left_out, *pending, *others])


def _why_not(
    invoice: Invoice, erp_vendor_id: str | None, company_id: int, bank_held: str | None
) -> tuple[str, str] | None:
    if invoice.company_id != company_id:
        return OTHER_COMPANY
    return EXPORTED if invoice.exported_at is not None else why_not(invoice, erp_vendor_id, bank_held=bank_held)
