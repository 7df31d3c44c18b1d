"""File invoices away: out of every queue, kept for ever (contract/invoices-and-catalog.md section 8)."""

from dataclasses import dataclass
from uuid import UUID

from payables.approvals.actions.rest import rest
from payables.approvals.model import Subject
from payables.audit.actions.record import record
from payables.catalog.actions.count_bought import count_bought
from payables.invoices.actions.free_duplicates import release_duplicates
from payables.invoices.actions.match_orders import release_orders
from payables.invoices.model import Invoice, State
from payables.invoices.queries import records
from payables.invoices.rules.changeable import check_version
from payables.invoices.rules.exportable import refuse_in_export
from payables.invoices.rules.steps import check_archivable
from payables.invoices.store import invoices as store
from payables.kit.errors import NotFound, Refusal
from payables.platform.caller import Caller
from payables.platform.db import Transaction


@dataclass(frozen=True, slots=True)
class Named:
    """One invoice of a bulk request. Exactly one of the two ids is given; `version`: the one that was looked at, if any is
    named."""

    uuid: UUID | None
    invoice_id: int | None
    reason: str | None = None
    version: int | None = None

    @property
    def id(self) -> str:
        return str(self.uuid or self.invoice_id)


@dataclass(frozen=True, slots=True)
class Moved:
    """Integer ids that were moved, and what was not: the id as it was sent, and why not."""

    updated: list[int]
    failed: list[tuple[str, Refusal]]


async def archive(
    tx: Transaction, caller: Caller, invoice_id: str, *, reason: str | None, seen_version: int | None = None
) -> UUID:
    """Raises NotFound, Stale, InvoiceArchived, IllegalTransition."""
    invoice = await records.load_for_update(tx, caller, invoice_id)
    check_version(invoice, seen_version)
    _check(caller, invoice)
    await _file_away(tx, [(invoice, reason)])
    return invoice.id


async def archive_many(tx: Transaction, caller: Caller, wanted: list[Named]) -> Moved:
    """Each invoice by itself: one that cannot be archived does not keep the others from it."""
    by_id = await found(tx, caller, wanted)
    moved, accepted = Moved([], []), dict[UUID, tuple[Invoice, str | None]]()
    for one in wanted:
        invoice = by_id.get(one.id)
        try:
            if invoice is None:
                raise NotFound(what="invoice")
            if invoice.id not in accepted:
                check_version(invoice, one.version)
                _check(caller, invoice)
                accepted[invoice.id] = invoice, one.reason
                moved.updated.append(invoice.invoice_id)
        except Refusal as refusal:
            moved.failed.append((one.id, refusal))
    await _file_away(tx, list(accepted.values()))
    return moved


async def found(tx: Transaction, caller: Caller, wanted: list[Named]) -> dict[str, Invoice]:
    """Those that exist within the caller's access, locked, by either of their ids."""
    uuids = [one.uuid for one in wanted if one.uuid]
    invoice_ids = [one.invoice_id for one in wanted if one.invoice_id is not None]
    pairs = await records.load_many_for_update(tx, caller, uuids, invoice_ids)
    return {str(key): invoice for invoice, _ in pairs for key in (invoice.id, invoice.invoice_id)}


def _check(caller: Caller, invoice: Invoice) -> None:
    refuse_in_export(invoice)
    check_archivable(invoice, caller.approval_mode)


async def _file_away(tx: Transaction, invoices: list[tuple[Invoice, str | None]]) -> None:
    """Each with the reason that was given."""
    await store.archive(tx, [invoice.id for invoice, _ in invoices])
    await rest(tx, *(Subject("invoice", invoice.id) for invoice, _ in invoices))
    # what has left for the ERP, or was paid, is still the one invoice of its number
    unused = [invoice.id for invoice, _ in invoices if invoice.exported_at is None and not invoice.paid_amount]
    await release_orders(tx, unused)
    await release_duplicates(tx, unused)
    await count_bought(tx, [invoice.id for invoice, _ in invoices], False)
    for invoice, reason in invoices:
        before, after = {"state": invoice.state}, {"state": State.ARCHIVED}
        record(tx, "invoice.archived", "invoice", invoice.id, before=before, after=after, message=reason)
