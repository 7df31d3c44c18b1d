"""The status of orders follows what was received and billed of their lines."""

from collections.abc import Collection
from uuid import UUID

from payables.audit.actions.record import record
from payables.platform.db import Transaction
from payables.purchasing.rules.order_status import status_of
from payables.purchasing.store.order_status import change_statuses, facts_of_orders


async def settle_orders(tx: Transaction, order_ids: Collection[UUID]) -> None:
    """Recomputes and stores it, in at most two statements. The caller has locked the orders, and tells of the change
    (tell_orders.py) where somebody else has made it than matching itself."""
    if not order_ids:
        return
    known = await facts_of_orders(tx, order_ids)
    moving = {id: (was, now) for id, (was, facts) in known.items() if (now := status_of(facts)) is not was}
    if not moving:
        return
    await change_statuses(tx, {id: now for id, (_, now) in moving.items()})
    for id, (was, now) in moving.items():
        record(tx, "purchase_order.status_changed", "purchase_order", id, before={"status": was}, after={"status": now})
