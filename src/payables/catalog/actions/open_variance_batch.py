"""Put the variances of a period into a batch, for the client to fetch and to mark as exported."""

from dataclasses import dataclass
from datetime import datetime

from payables.audit.actions.record import record
from payables.catalog.errors import BatchNumberTaken, NoVariances, TooManyVariances
from payables.catalog.model import VarianceBatch, batch_ref
from payables.catalog.queries.variances import Varying, Wanted, variances
from payables.catalog.rules.cost_batch import Cost, costbatch_payload
from payables.catalog.store import variance_batches as store
from payables.kit.pages import Page
from payables.platform.db import Transaction

MOST_ENTRIES = 5_000


@dataclass(frozen=True, slots=True)
class BatchTerms:
    """What the client says of the batch beside its period; what is None is computed or left empty."""

    batch_number: str | None = None
    description: str | None = None
    zone: str | None = None
    import_def_id: int = 0
    external_batch_number: str | None = None
    start: datetime | None = None


async def open_variance_batch(tx: Transaction, wanted: Wanted, terms: BatchTerms) -> VarianceBatch:
    """One item per entry, its last varying line; it stays as it is whatever changes later. The company has been checked, and
    the caller sees all of it. Raises NoVariances, TooManyVariances, BatchNumberTaken."""
    total, found = await variances(tx, wanted, Page(1, MOST_ENTRIES))
    if not found:
        raise NoVariances
    if total > MOST_ENTRIES:
        raise TooManyVariances(count=total, most=MOST_ENTRIES)
    id = await tx.new_number("variance_batch")
    payload = costbatch_payload(
        [_cost(one) for one in found],
        description=terms.description,
        zone=terms.zone,
        import_def_id=terms.import_def_id,
        external_batch_number=terms.external_batch_number,
        start=terms.start or tx.now,
    )
    batch = VarianceBatch(
        id=id,
        company_id=wanted.company_id,
        batch_number=terms.batch_number or f"VB-{id}",
        start_date=wanted.start,
        end_date=wanted.end,
        payload=payload,
        created_at=tx.now,
        created_by=tx.actor.user_id,
        exported_at=None,
        exported_by=None,
    )
    if not await store.insert(tx, batch):
        raise BatchNumberTaken(batch_number=batch.batch_number)
    after = {"batch_number": batch.batch_number, "entries": len(found)}
    record(tx, "variance_batch.opened", "variance_batch", batch_ref(id), after=after)
    return batch


def _cost(one: Varying) -> Cost:
    last = one.last
    return Cost(
        entry=one.entry,
        unique_key=one.unique_key,
        erp_vendor_id=one.erp_vendor_id,
        item_name=one.item_name,
        sku=one.sku,
        upc=one.upc,
        pack_size=one.size,
        uom=one.uom,
        price=last.price,
        effective_price=last.effective_price,
        price_variance=last.price_variance,
        invoice_date=last.invoice_date,
    )
