"""Invoices have left for the ERP (contract/invoices-and-catalog.md section 3.7)."""

from dataclasses import dataclass, replace
from uuid import UUID

from payables.audit.actions.record import record
from payables.invoices import store
from payables.invoices.model import Invoice
from payables.invoices.queries import records
from payables.invoices.rules.exportable import Mark, judge_export
from payables.platform.caller import Caller
from payables.platform.db import Transaction

NOT_FOUND = "There is no such invoice within your access."


@dataclass(frozen=True, slots=True)
class Exported:
    """One invoice the client says it has exported. Exactly one of the two ids is given."""

    uuid: UUID | None
    invoice_id: int | None
    reason: str | None = None
    transaction_id: str | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """Integer ids that are exported now, and those that are not, with why."""

    updated: list[int]
    failed: list[tuple[int, str]]


async def mark_exported(tx: Transaction, caller: Caller, wanted: list[Exported], export_batch: str | None) -> Marked:
    """Each invoice by itself: what cannot be marked does not keep the others from it. An invoice that is named twice is
    judged the second time as the first has left it. `export_batch` is kept in the history."""
    found = await records.load_many_for_update(tx, caller, *ids_of(wanted))
    as_it_is = {key: pair for pair in found for key in (pair[0].id, pair[0].invoice_id)}
    updated: dict[int, None] = {}  # in order, each once
    failed: list[tuple[int, str]] = []
    marked: dict[UUID, str | None] = {}
    for one in wanted:
        pair = as_it_is.get(one.uuid or one.invoice_id or 0)
        if pair is None:
            failed.append((one.invoice_id or 0, NOT_FOUND))
            continue
        invoice, erp_vendor_id = pair
        mark, sentence = judge_export(invoice, erp_vendor_id, one.transaction_id)
        if mark is Mark.REFUSED:
            failed.append((invoice.invoice_id, sentence))
            continue
        updated[invoice.invoice_id] = None
        if mark is Mark.NOW:
            marked[invoice.id] = one.transaction_id
            exported = replace(invoice, exported_at=tx.now, export_transaction_id=one.transaction_id)
            as_it_is[invoice.id] = as_it_is[invoice.invoice_id] = exported, erp_vendor_id
            _write_down(tx, invoice, one, export_batch)
    await store.mark_exported(tx, marked)
    return Marked(list(updated), failed)


def ids_of(wanted: list[Exported]) -> tuple[list[UUID], list[int]]:
    """UUIDs and integer ids that were named."""
    return [w.uuid for w in wanted if w.uuid], [w.invoice_id for w in wanted if w.invoice_id is not None]


def _write_down(tx: Transaction, invoice: Invoice, one: Exported, export_batch: str | None) -> None:
    details = {"export_transaction_id": one.transaction_id, "export_batch_id": export_batch}
    record(tx, "invoice.exported", "invoice", invoice.id, after=details, message=one.reason)
