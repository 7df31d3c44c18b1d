"""Writes of conversions."""

from payables.platform.db import Transaction
from payables.units.model import Learned

INSERT = """
INSERT INTO unit_conversions
  (account_id, id, company_id, vendor_id, item_key, sku, item_name, from_unit, to_unit, factor, source, created_at, created_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
"""

DELETE = "DELETE FROM unit_conversions WHERE account_id = $1 AND id = $2"

# What was found by another conversion holds no more: until the job has looked again nobody approves or exports by it. The mark
# is written in the transaction of the change, though matches belong to matching, which stands above (docs/decisions/0007).
MARK_CONVERTED = """
UPDATE matches m SET stale = true
  FROM match_units u
 WHERE u.account_id = $1 AND u.company_id = $2 AND u.vendor_id = $3
   AND m.account_id = $1 AND m.invoice = u.invoice AND NOT m.stale
"""
MARK_RECEIVED = """
-- what was compared with goods that came in another unit than they were ordered in: of the same orders as are counted again
-- (purchasing/queries/other_units.py), since nobody looks again at others
UPDATE matches m SET stale = true
  FROM match_orders o
 WHERE o.account_id = $1 AND o.purchase_order IN (
       SELECT i.purchase_order FROM receipt_items ri
         JOIN purchase_order_items i ON i.account_id = ri.account_id AND i.id = ri.purchase_order_item
         JOIN purchase_orders p ON p.account_id = i.account_id AND p.id = i.purchase_order
        WHERE ri.account_id = $1 AND ri.counted IS NULL AND p.company_id = $2 AND p.vendor_id = $3
        UNION
       SELECT p.id FROM purchase_orders p
         JOIN purchase_order_items i ON i.account_id = p.account_id AND i.purchase_order = p.id
         JOIN receipt_items ri ON ri.account_id = i.account_id AND ri.purchase_order_item = i.id
        WHERE p.account_id = $1 AND p.company_id = $2 AND p.vendor_id = $3 AND p.status IN ('open', 'received', 'flagged')
          AND lower(ri.uom) <> lower(i.uom))
   AND m.account_id = $1 AND m.invoice = o.invoice AND NOT m.stale
"""


async def insert(tx: Transaction, learned: Learned) -> None:
    conversion = learned.conversion
    await tx.execute(
        INSERT,
        tx.account_id,
        learned.id,
        learned.company_id,
        learned.vendor_id,
        conversion.item_key,
        learned.sku,
        learned.item_name,
        conversion.from_unit,
        conversion.to_unit,
        conversion.factor,
        learned.source,
        learned.created_at,
        learned.created_by,
    )


async def delete(tx: Transaction, learned: Learned) -> None:
    await tx.execute(DELETE, tx.account_id, learned.id)


async def mark_stale(tx: Transaction, company_id: int, vendor_id: int) -> None:
    """What was found of the vendor's invoices by its conversions."""
    await tx.execute(MARK_CONVERTED, tx.account_id, company_id, vendor_id)
    await tx.execute(MARK_RECEIVED, tx.account_id, company_id, vendor_id)
