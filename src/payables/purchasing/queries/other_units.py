"""Orders of which something was received in another unit than it was ordered in."""

from uuid import UUID

from payables.platform.db import Transaction

IN_OTHER_UNITS = """
-- what is over keeps its counts, but for what could not be counted at all
SELECT o.id FROM purchase_orders o
 WHERE o.account_id = $1 AND o.company_id = $2 AND o.vendor_id = $3
   AND EXISTS (SELECT FROM receipts r
                 JOIN receipt_items ri ON ri.account_id = r.account_id AND ri.receipt = r.id
                 JOIN purchase_order_items i ON i.account_id = ri.account_id AND i.id = ri.purchase_order_item
                WHERE r.account_id = o.account_id AND r.purchase_order = o.id
                  AND (ri.counted IS NULL
                       OR (lower(ri.uom) <> lower(i.uom) AND o.status NOT IN ('closed', 'archived', 'deleted'))))
 ORDER BY o.id FOR UPDATE
"""


async def lock_in_other_units(tx: Transaction, company_id: int, vendor_id: int) -> list[UUID]:
    """Of one vendor; locked now."""
    return [row["id"] for row in await tx.fetch(IN_OTHER_UNITS, tx.account_id, company_id, vendor_id)]
