"""Orders of which something was received in another unit than it was ordered in."""

from uuid import UUID

from payables.platform.db import Transaction

IN_OTHER_UNITS = """
-- what is over keeps its counts, but for what could not be counted at all: two searches, each along an index of its own
SELECT id FROM purchase_orders
 WHERE account_id = $1 AND id IN (
       SELECT o.id FROM receipt_items ri
         JOIN purchase_order_items i ON i.account_id = ri.account_id AND i.id = ri.purchase_order_item
         JOIN purchase_orders o ON o.account_id = i.account_id AND o.id = i.purchase_order
        WHERE ri.account_id = $1 AND ri.counted IS NULL AND o.company_id = $2 AND o.vendor_id = $3
        UNION
       SELECT o.id FROM purchase_orders o
         JOIN purchase_order_items i ON i.account_id = o.account_id AND i.purchase_order = o.id
         JOIN receipt_items ri ON ri.account_id = i.account_id AND ri.purchase_order_item = i.id
        WHERE o.account_id = $1 AND o.company_id = $2 AND o.vendor_id = $3 AND o.status IN ('open', 'received', 'flagged')
          AND lower(ri.uom) <> lower(i.uom))
 AND ($4::uuid IS NULL OR id > $4)
 ORDER BY id LIMIT $5 FOR NO KEY UPDATE
"""


async def lock_in_other_units(
    tx: Transaction, company_id: int, vendor_id: int, after: UUID | None, most: int
) -> list[UUID]:
    """So many of one vendor, in the order of their ids, beyond `after`; locked now."""
    rows = await tx.fetch(IN_OTHER_UNITS, tx.account_id, company_id, vendor_id, after, most)
    return [row["id"] for row in rows]
