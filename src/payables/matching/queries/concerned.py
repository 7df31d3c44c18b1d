"""Whom a change of orders concerns: invoices that were compared with them, name them, or found none."""

from collections.abc import Sequence
from uuid import UUID

from payables.platform.db import Transaction

BY_ORDER = """
-- the arms one by one, each by its index
WITH changed AS (SELECT company_id, number_key FROM purchase_orders WHERE account_id = $1 AND id = ANY($2))
SELECT invoice FROM match_orders WHERE account_id = $1 AND purchase_order = ANY($2)
UNION
SELECT n.invoice FROM changed o JOIN match_numbers n
    ON n.account_id = $1 AND n.company_id = o.company_id AND n.number_key = o.number_key
ORDER BY 1
"""

BY_VENDOR = """
SELECT DISTINCT m.invoice FROM purchase_orders o JOIN matches m
    ON m.account_id = o.account_id AND m.company_id = o.company_id AND m.vendor_id = o.vendor_id
 WHERE o.account_id = $1 AND o.id = ANY($2) AND m.outcome IN ('order_not_found', 'order_unsure', 'no_order')
 ORDER BY 1
"""

CONVERTED = """
SELECT DISTINCT invoice FROM match_units WHERE account_id = $1 AND company_id = $2 AND vendor_id = $3 ORDER BY invoice
"""


async def concerned_by_orders(tx: Transaction, orders: Sequence[UUID]) -> list[UUID]:
    """In the order of their ids; none is locked, and some may have gone on long ago."""
    return [row["invoice"] for row in await tx.fetch(BY_ORDER, tx.account_id, list(orders))]


async def without_order(tx: Transaction, orders: Sequence[UUID]) -> list[UUID]:
    """Invoices of the vendors of these orders for which no order was found."""
    return [row["invoice"] for row in await tx.fetch(BY_VENDOR, tx.account_id, list(orders))]


async def concerned_by_conversions(tx: Transaction, company_id: int, vendor_id: int) -> list[UUID]:
    """Invoices of the vendor with a line that is billed in another unit than it was ordered in, converted or not."""
    return [row["invoice"] for row in await tx.fetch(CONVERTED, tx.account_id, company_id, vendor_id)]
