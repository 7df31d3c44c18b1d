"""Invoices have left for the ERP (contract/invoices-and-catalog.md section 3.7)."""

from dataclasses import dataclass
from uuid import UUID

from payables.audit.actions.record import record
from payables.invoices import queries, store
from payables.invoices.model import Invoice
from payables.invoices.rules.exportable import Mark
from payables.invoices.rules.exportable import mark_exported as judge
from payables.platform.caller import Caller
from payables.platform.db import Transaction

NOT_FOUND = "There is no such invoice within your access."


@dataclass(frozen=True, slots=True)
class Exported:
    """One invoice the client says it has exported. Exactly one of the two ids is given."""

    uuid: UUID | None
    number: int | None
    reason: str | None = None
    transaction_id: str | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """Integer ids that are exported now, and those that are not, with why."""

    updated: list[int]
    failed: list[tuple[int, str]]


async def mark_exported(tx: Transaction, caller: Caller, wanted: list[Exported], export_batch: str | None) -> Marked:
    """Each invoice by itself: what cannot be marked does not keep the others from it. `export_batch` is kept in the history."""
    uuids = [w.uuid for w in wanted if w.uuid]
    numbers = [w.number for w in wanted if w.number is not None]
    found = await queries.load_many_for_update(tx, caller, uuids, numbers)
    by_id = {key: pair for pair in found for key in (pair[0].id, pair[0].invoice_id)}
    updated: list[int] = []
    failed: list[tuple[int, str]] = []
    now: dict[UUID, str | None] = {}
    for one in wanted:
        pair = by_id.get(one.uuid or one.number or 0)
        if pair is None:
            failed.append((one.number or 0, NOT_FOUND))
            continue
        invoice, erp_vendor_id = pair
        mark, sentence = judge(invoice, erp_vendor_id, one.transaction_id)
        if mark is Mark.REFUSED:
            failed.append((invoice.invoice_id, sentence))
            continue
        if invoice.invoice_id not in updated:
            updated.append(invoice.invoice_id)
        if mark is Mark.NOW and invoice.id not in now:
            now[invoice.id] = one.transaction_id
            _write_down(tx, invoice, one, export_batch)
    await store.mark_exported(tx, now)
    return Marked(updated, failed)


def _write_down(tx: Transaction, invoice: Invoice, one: Exported, export_batch: str | None) -> None:
    details = {"export_transaction_id": one.transaction_id, "export_batch_id": export_batch}
    record(tx, "invoice.exported", "invoice", invoice.id, after=details, message=one.reason)
