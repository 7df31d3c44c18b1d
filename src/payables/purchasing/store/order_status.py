"""The statuses of orders that are locked, in one statement however many they are."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from payables.platform.db import Transaction
from payables.purchasing.model import OrderStatus, PutAway
from payables.purchasing.rules.order_status import OrderFacts

FACTS = """
-- a line of nothing has nothing to wait for
SELECT o.id, o.status, o.vendor_id, o.is_2_way, o.put_away, o.problem,
       coalesce(bool_and(i.received >= i.quantity) FILTER (WHERE i.quantity > 0), false) AS all_received,
       coalesce(bool_and(i.billed >= i.quantity) FILTER (WHERE i.quantity > 0), false) AS all_billed
  FROM purchase_orders o
  LEFT JOIN purchase_order_items i ON i.account_id = o.account_id AND i.purchase_order = o.id
 WHERE o.account_id = $1 AND o.id = ANY($2)
 GROUP BY o.account_id, o.id ORDER BY o.id
"""

CHANGE = """
UPDATE purchase_orders o
   SET status = x.status, version = o.version + 1, updated_at = $2, updated_by = $3
  FROM unnest($4::uuid[], $5::text[]) AS x (id, status)
 WHERE o.account_id = $1 AND o.id = x.id
"""


async def facts_of_orders(tx: Transaction, order_ids: Collection[UUID]) -> dict[UUID, tuple[OrderStatus, OrderFacts]]:
    """Order -> the status that is stored, and the facts as they are now."""
    rows = await tx.fetch(FACTS, tx.account_id, list(order_ids))
    return {row["id"]: (OrderStatus(row["status"]), _facts(row)) for row in rows}


async def change_statuses(tx: Transaction, statuses: Mapping[UUID, OrderStatus]) -> None:
    await tx.execute(
        CHANGE, tx.account_id, tx.now, tx.actor.user_id, list(statuses), [status.value for status in statuses.values()]
    )


def _facts(row: Any) -> OrderFacts:
    put_away = row["put_away"]
    return OrderFacts(
        vendor_known=row["vendor_id"] is not None,
        is_2_way=row["is_2_way"],
        all_received=row["all_received"],
        all_billed=row["all_billed"],
        put_away=PutAway(put_away) if put_away else None,
        problem=row["problem"],
    )
