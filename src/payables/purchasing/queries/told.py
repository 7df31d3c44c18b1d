"""Orders of which something was told that nobody has followed up yet."""

from dataclasses import dataclass
from uuid import UUID

from payables.platform.db import Transaction

OF_ONE_VENDOR = """
-- all of the vendor of whom the first was told: what comes of one vendor within a moment is followed up at once
WITH first AS (
  SELECT o.company_id, o.vendor_id FROM orders_told t
    JOIN purchase_orders o ON o.account_id = t.account_id AND o.id = t.purchase_order
   WHERE t.account_id = $1 ORDER BY t.told, t.purchase_order LIMIT 1
)
SELECT t.purchase_order, t.told, t.changed, t.freed FROM orders_told t
  JOIN purchase_orders o ON o.account_id = t.account_id AND o.id = t.purchase_order
  JOIN first f ON f.company_id = o.company_id AND f.vendor_id IS NOT DISTINCT FROM o.vendor_id
 WHERE t.account_id = $1 ORDER BY t.purchase_order LIMIT $2
"""


@dataclass(frozen=True, slots=True)
class OrderTold:
    """`told` names what was told last. `changed`: something of the order is another; `freed`: an invoice gave back what it
    had of it."""

    purchase_order: UUID
    told: UUID
    changed: bool
    freed: bool


async def told_orders(tx: Transaction, most: int) -> list[OrderTold]:
    """Orders of one vendor, in the order of their ids; none is locked."""
    return [OrderTold(**dict(row)) for row in await tx.fetch(OF_ONE_VENDOR, tx.account_id, most)]
