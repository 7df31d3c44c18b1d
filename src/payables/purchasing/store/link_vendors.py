"""Orders that were stored before their vendors, and their vendors."""

from collections.abc import Mapping
from uuid import UUID

from payables.platform.db import Transaction

LOCK = """
SELECT id FROM purchase_orders
 WHERE account_id = $1 AND company_id = $2 AND vendor_id IS NULL AND erp_vendor_id = ANY($3)
 ORDER BY id LIMIT $4 FOR NO KEY UPDATE
"""

LINK = """
UPDATE purchase_orders o SET vendor_id = v.id, version = o.version + 1, updated_at = $4, updated_by = $5
  FROM unnest($6::text[], $7::int[]) AS v (erp_vendor_id, id)
 WHERE o.account_id = $1 AND o.company_id = $2 AND o.id = ANY($3) AND o.vendor_id IS NULL
   AND o.erp_vendor_id = v.erp_vendor_id
RETURNING o.id, o.vendor_id
"""


async def link(tx: Transaction, company_id: int, vendors: Mapping[str, int], most: int) -> dict[UUID, int]:
    """`vendors`: erp_vendor_id -> id. Order -> its vendor, of so many orders at most; they are locked in the order of their
    ids, and stay so until the transaction ends."""
    rows = await tx.fetch(LOCK, tx.account_id, company_id, list(vendors), most)
    orders = [row["id"] for row in rows]
    who = (tx.now, tx.actor.user_id)
    linked = await tx.fetch(LINK, tx.account_id, company_id, orders, *who, list(vendors), list(vendors.values()))
    return {row["id"]: row["vendor_id"] for row in linked}
