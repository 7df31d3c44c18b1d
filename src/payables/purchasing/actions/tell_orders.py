"""Tell capabilities above that orders, or their receipts, are others than they were."""

from collections.abc import Iterable
from uuid import UUID

from payables.platform.db import Transaction
from payables.platform.queue import enqueue_once
from payables.purchasing.events import ORDERS_CHANGED, looks_key
from payables.purchasing.store import told
from payables.purchasing.store.stale import mark_stale


def tell_orders(tx: Transaction, order_ids: Iterable[UUID], *, changed: bool = True) -> None:
    """However often it is told, at most one job of the account waits; a transaction that fails has told nothing. Where something
    of them has `changed`, what was found of invoices by them is stale at once, until the job has looked at each; else an
    invoice gave back what it had of them, which others may lack."""
    for order_id in order_ids:
        tx.at_commit(_tell, (order_id, changed))


def look_soon(tx: Transaction) -> None:
    """The account's job looks at whatever is stale, or waits for that, when this transaction has ended."""
    tx.at_commit(_order_looks, None)


async def _tell(tx: Transaction, orders: list[tuple[UUID, bool]]) -> None:
    changed = sorted({order for order, is_changed in orders if is_changed})
    if changed:
        await mark_stale(tx, changed)
    await told.tell(tx, changed, sorted({order for order, is_changed in orders if not is_changed}))
    look_soon(tx)


async def _order_looks(tx: Transaction, _: list[None]) -> None:
    enqueue_once(tx, looks_key(tx.account_id), ORDERS_CHANGED, {"account_id": str(tx.account_id)})
