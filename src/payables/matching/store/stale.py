"""What was found of these invoices may be another by now."""

from collections.abc import Collection
from uuid import UUID

from payables.platform.db import Transaction

WITHOUT_ORDER = """
-- of each vendor the newest that wait for approval; in the order of their ids, as everybody marks them
UPDATE matches SET stale = true
  FROM (SELECT m.invoice FROM matches m
         WHERE m.account_id = $1 AND NOT m.stale AND m.invoice IN (
               SELECT newest.invoice
                 FROM (SELECT DISTINCT company_id, vendor_id FROM purchase_orders
                        WHERE account_id = $1 AND id = ANY($2) AND vendor_id IS NOT NULL) AS v
                CROSS JOIN LATERAL (
                      SELECT w.invoice FROM matches w JOIN invoices i ON i.account_id = w.account_id AND i.id = w.invoice
                       WHERE w.account_id = $1 AND w.company_id = v.company_id AND w.vendor_id = v.vendor_id
                         AND w.outcome IN ('order_not_found', 'order_unsure', 'no_order')
                         AND i.state IN ('incomplete', 'pending_approval')
                       ORDER BY w.invoice DESC LIMIT $3) AS newest)
         ORDER BY m.invoice FOR UPDATE) AS without
 WHERE matches.account_id = $1 AND matches.invoice = without.invoice
"""

LACKING = """
-- one that somebody works on at this moment sees what was given back: it holds the order since
UPDATE matches SET stale = true
  FROM (SELECT m.invoice FROM matches m
         WHERE m.account_id = $1 AND NOT m.stale AND m.outcome <> 'matched'
           AND m.invoice IN (SELECT invoice FROM match_orders WHERE account_id = $1 AND purchase_order = ANY($2))
         ORDER BY m.invoice FOR UPDATE SKIP LOCKED) AS lacking
 WHERE matches.account_id = $1 AND matches.invoice = lacking.invoice
"""


async def mark_without_order(tx: Transaction, orders: Collection[UUID], most: int) -> None:
    """Invoices of the vendors of these orders for which none was found, so many of each."""
    await tx.execute(WITHOUT_ORDER, tx.account_id, list(orders), most)


async def mark_lacking(tx: Transaction, orders: Collection[UUID]) -> None:
    """Invoices that were compared with these orders and did not get all that they bill."""
    await tx.execute(LACKING, tx.account_id, list(orders))
