"""Invoices have left for the ERP (contract/invoices-and-catalog.md section 3.7)."""

from dataclasses import dataclass, replace
from uuid import UUID

from payables.audit.actions.record import record
from payables.invoices.actions.claim_for_export import MATCH_PENDING
from payables.invoices.actions.withhold_changed import withhold_changed
from payables.invoices.events import EXPORT_CLAIM_SETTLED
from payables.invoices.model import Claim, ClaimOutcome, Invoice
from payables.invoices.queries import exports, records
from payables.invoices.rules.exportable import Mark, NamedJob, judge_export
from payables.invoices.store import exports as store
from payables.matching.queries.ledger import stale_among
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.queue import enqueue
from payables.vendors import queries as vendors

NOT_FOUND = "There is no such invoice within your access."


@dataclass(frozen=True, slots=True)
class Exported:
    """One invoice the client says it has exported. Exactly one of the two ids is given."""

    uuid: UUID | None
    invoice_id: int | None
    reason: str | None = None
    transaction_id: str | None = None

    @property
    def sent_id(self) -> int | str:
        """The id as the client sent it, for what was not found."""
        return self.invoice_id if self.invoice_id is not None else str(self.uuid)


@dataclass(frozen=True, slots=True)
class Marked:
    """Integer ids that are exported now, and those that are not, with why."""

    updated: list[int]
    failed: list[tuple[int | str, str]]


async def mark_exported(tx: Transaction, caller: Caller, wanted: list[Exported], export_batch: str | None) -> Marked:
    """Each invoice by itself: what cannot be marked does not keep the others from it. An invoice that is named twice is
    judged the second time as the first has left it. `export_batch` is kept in the history; where it is the id of the
    export job that has the invoice, and the caller sees it, the invoice is exported by that job: without a transaction
    of the ERP's own with the one that stands in the job's file."""
    found = await records.load_many_for_update(tx, caller, *ids_of(wanted))
    withheld = await withhold_changed(tx, [invoice for invoice, _ in found])
    # One that has left in a job's file is the ERP's already; any other is matched again first
    pending = await stale_among(tx, [invoice.id for invoice, _ in found if _may_wait(invoice)])
    held = await vendors.held(tx, {invoice.vendor_id for invoice, _ in found if invoice.vendor_id is not None})
    job = await exports.named_job(tx, caller.scope, export_batch)
    as_it_is = {key: pair for pair in found for key in (pair[0].id, pair[0].invoice_id)}
    updated: dict[int, None] = {}  # in order, each once
    failed: list[tuple[int | str, str]] = []
    marked: dict[UUID, str | None] = {}
    claims: list[Claim] = []
    for named in wanted:
        pair = as_it_is.get(named.uuid or named.invoice_id or 0)
        if pair is None:
            failed.append((named.sent_id, NOT_FOUND))
            continue
        invoice, erp_vendor_id = pair
        if invoice.id in withheld:
            failed.append((invoice.invoice_id, withheld[invoice.id].message))
            continue
        if invoice.id in pending:
            failed.append((invoice.invoice_id, MATCH_PENDING[1]))
            continue
        one = _of_job(named, invoice, job)
        bank_held = held.get(invoice.vendor_id or 0)
        mark, sentence = judge_export(invoice, erp_vendor_id, one.transaction_id, job, bank_held=bank_held)
        if mark is Mark.REFUSED:
            failed.append((invoice.invoice_id, sentence))
            continue
        updated[invoice.invoice_id] = None
        if mark is Mark.NOW:
            marked[invoice.id] = one.transaction_id
            exported = replace(invoice, exported_at=tx.now, export_transaction_id=one.transaction_id, export_job=None)
            if invoice.export_job is not None:
                claims.append(_claim(invoice, invoice.export_job, one))
            as_it_is[invoice.id] = as_it_is[invoice.invoice_id] = exported, erp_vendor_id
            _write_down(tx, invoice, one, export_batch)
    await store.mark_exported(tx, marked)
    await _settle(tx, claims)
    return Marked(list(updated), failed)


def ids_of(wanted: list[Exported]) -> tuple[list[UUID], list[int]]:
    """UUIDs and integer ids that were named."""
    return [w.uuid for w in wanted if w.uuid], [w.invoice_id for w in wanted if w.invoice_id is not None]


def _may_wait(invoice: Invoice) -> bool:
    return invoice.exported_at is None and invoice.export_job is None


def _of_job(one: Exported, invoice: Invoice, job: NamedJob | None) -> Exported:
    if one.transaction_id is not None or job is None or job.id != invoice.export_job:
        return one
    return replace(one, transaction_id=job.transaction_id(invoice))


def _claim(invoice: Invoice, job: UUID, one: Exported) -> Claim:
    return Claim(job, invoice.id, outcome=ClaimOutcome.EXPORTED, transaction_id=one.transaction_id)


async def _settle(tx: Transaction, claims: list[Claim]) -> None:
    """The jobs are looked at by whoever owns them, since this may have been the last that they waited for."""
    if claims:
        await store.settle_claims(tx, claims)
        for job in {claim.job for claim in claims}:
            enqueue(tx, EXPORT_CLAIM_SETTLED, {"account_id": str(tx.account_id), "job": str(job)})


def _write_down(tx: Transaction, invoice: Invoice, one: Exported, export_batch: str | None) -> None:
    details = {"export_transaction_id": one.transaction_id, "export_batch_id": export_batch}
    said = [
        one.reason,
        f"Transaction {one.transaction_id}." if one.transaction_id else None,
        f"Export batch {export_batch}." if export_batch else None,
    ]
    told = " ".join(filter(None, said)) or None
    record(tx, "invoice.exported", "invoice", invoice.id, after=details, message=told)
