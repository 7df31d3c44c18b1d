"""The status of receipts follows what was received and billed of their orders."""

from collections.abc import Collection
from uuid import UUID

from payables.audit.actions.record import record
from payables.platform.db import Transaction
from payables.purchasing.queries.deliveries import standing
from payables.purchasing.rules.receipt_status import problem_of, status_of
from payables.purchasing.store.received import change_statuses


async def settle_receipts(tx: Transaction, order_ids: Collection[UUID]) -> None:
    """Recomputes and stores it, with what has to be looked at, for all receipts of these orders in at most two statements.
    The caller has locked the orders, and settled them first."""
    if not order_ids:
        return
    known = await standing(tx, order_ids)
    now = {id: (status_of(one.facts), problem_of(one.facts)) for id, one in known.items()}
    moving = {id: (known[id], now[id]) for id in known if now[id] != (known[id].status, known[id].problem)}
    if not moving:
        return
    await change_statuses(tx, {id: now[id] for id in moving})
    for id, (was, (status, problem)) in moving.items():
        before, after = {"status": was.status, "problem": was.problem}, {"status": status, "problem": problem}
        record(tx, "receipt.status_changed", "receipt", id, before=before, after=after)
