"""Orders of which something was received in a unit that could not be converted."""

from uuid import UUID

from payables.platform.db import Transaction

UNCOUNTED = """
SELECT o.id FROM purchase_orders o
 WHERE o.account_id = $1 AND o.company_id = $2 AND o.vendor_id = $3
   AND EXISTS (SELECT FROM receipts r JOIN receipt_items i ON i.account_id = r.account_id AND i.receipt = r.id
                WHERE r.account_id = o.account_id AND r.purchase_order = o.id AND i.counted IS NULL)
 ORDER BY o.id FOR UPDATE
"""


async def lock_uncounted(tx: Transaction, company_id: int, vendor_id: int) -> list[UUID]:
    """Of one vendor; locked now."""
    return [row["id"] for row in await tx.fetch(UNCOUNTED, tx.account_id, company_id, vendor_id)]
