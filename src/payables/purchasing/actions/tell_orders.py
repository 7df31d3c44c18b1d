"""Tell capabilities above that orders, or their receipts, are others than they were."""

from collections.abc import Iterable
from uuid import UUID

from payables.platform.db import Transaction
from payables.platform.queue import enqueue
from payables.purchasing.events import ORDERS_CHANGED
from payables.purchasing.store.stale import mark_stale


def tell_orders(tx: Transaction, order_ids: Iterable[UUID], *, changed: bool = True) -> None:
    """One job per transaction, however often it is told; one that fails has told nothing. Where something of them has `changed`,
    what was found of invoices by them is stale at once, until the job has looked at each."""
    for order_id in order_ids:
        tx.at_commit(_tell, order_id)
        if changed:
            tx.at_commit(_mark, order_id)


async def _tell(tx: Transaction, order_ids: list[UUID]) -> None:
    payload = {"account_id": str(tx.account_id), "orders": [str(id) for id in sorted(set(order_ids))]}
    enqueue(tx, ORDERS_CHANGED, payload)


async def _mark(tx: Transaction, order_ids: list[UUID]) -> None:
    await mark_stale(tx, sorted(set(order_ids)))
