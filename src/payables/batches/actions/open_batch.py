"""Take in many records to be worked on one by one (contract/platform.md section 8.6)."""

from collections.abc import Sequence
from uuid import UUID

from payables.audit.actions.record import record
from payables.batches import store
from payables.batches.model import LINE, MOST_RECORDS, Record
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.queue import enqueue
from payables.platform.turns import give_turn


async def open_batch(
    tx: Transaction, caller: Caller, kind: str, records: Sequence[Record], *, api_version: str
) -> UUID:
    """The new batch's id. `kind` is one that the worker knows (app/worker.py); records are 1 to 1,000 and have been
    checked as far as the sender should know at once."""
    assert 1 <= len(records) <= MOST_RECORDS
    id = await store.insert_batch(tx, kind, caller.user_id, api_version, records)
    await give_turn(tx, LINE)
    for _ in range(LINE.jobs_for(len(records))):
        enqueue(tx, LINE.job, {})
    record(tx, "batch.opened", "batch", id, after={"kind": kind, "tasks_count": len(records)})
    return id
