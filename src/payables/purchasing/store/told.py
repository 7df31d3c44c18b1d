"""Orders of which something was told that nobody has followed up yet (actions/tell_orders.py)."""

from collections.abc import Collection, Mapping
from uuid import UUID

from payables.platform.db import Transaction

TELL = """
-- each time with another id: who follows up what was told until then does not take this for done
INSERT INTO orders_told (account_id, purchase_order, told, changed, freed)
SELECT $1, o, $3, o = ANY($4), o = ANY($5) FROM unnest($2::uuid[]) AS o
ON CONFLICT (account_id, purchase_order) DO UPDATE
   SET told = $3, changed = orders_told.changed OR excluded.changed, freed = orders_told.freed OR excluded.freed
"""

FORGET = """
DELETE FROM orders_told t USING unnest($2::uuid[], $3::uuid[]) AS done (purchase_order, told)
 WHERE t.account_id = $1 AND t.purchase_order = done.purchase_order AND t.told = done.told
"""


async def tell(tx: Transaction, changed: Collection[UUID], freed: Collection[UUID]) -> None:
    orders = sorted({*changed, *freed})
    await tx.execute(TELL, tx.account_id, orders, tx.new_id(), list(changed), list(freed))


async def forget(tx: Transaction, told: Mapping[UUID, UUID]) -> None:
    """Order -> by which id it was told; one of which more was told since stays."""
    await tx.execute(FORGET, tx.account_id, list(told), list(told.values()))
