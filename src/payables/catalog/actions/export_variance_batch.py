"""A batch of variances has been fetched (contract/invoices-and-catalog.md section 7.8); nothing is sent anywhere."""

from dataclasses import replace

from payables.audit.actions.record import record
from payables.catalog.errors import BatchExported
from payables.catalog.model import VarianceBatch, batch_ref
from payables.catalog.queries.variance_batches import load_for_update
from payables.catalog.store import variance_batches as store
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def export_variance_batch(tx: Transaction, caller: Caller, ref: str) -> VarianceBatch:
    """Raises NotFound, OutOfScope, BatchExported."""
    batch = await load_for_update(tx, caller.scope, ref)
    caller.need_whole_companies()
    if batch.exported_at is not None:
        raise BatchExported
    await store.mark_exported(tx, batch.id)
    after = {"batch_number": batch.batch_number}
    record(tx, "variance_batch.exported", "variance_batch", batch_ref(batch.id), after=after)
    return replace(batch, exported_at=tx.now, exported_by=tx.actor.user_id)
