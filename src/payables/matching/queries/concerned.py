"""Whom a change of orders concerns: invoices that were compared with them, name them, or found none."""

from collections.abc import Sequence
from uuid import UUID

from payables.platform.db import Transaction

BY_ORDER = """
-- the arms one by one, each by its index
WITH changed AS (SELECT company_id, number_key FROM purchase_orders WHERE account_id = $1 AND id = ANY($2))
SELECT invoice FROM match_orders
 WHERE account_id = $1 AND purchase_order = ANY($2) AND ($3::uuid IS NULL OR invoice > $3)
UNION
SELECT n.invoice FROM changed o JOIN match_numbers n
    ON n.account_id = $1 AND n.company_id = o.company_id AND n.number_key = o.number_key
   AND ($3::uuid IS NULL OR n.invoice > $3)
ORDER BY 1 LIMIT $4
"""

VENDORS_WITHOUT = """
SELECT DISTINCT o.company_id, o.vendor_id FROM purchase_orders o
 WHERE o.account_id = $1 AND o.id = ANY($2)
   AND EXISTS (SELECT FROM matches m
                WHERE m.account_id = o.account_id AND m.company_id = o.company_id AND m.vendor_id = o.vendor_id
                  AND m.outcome IN ('order_not_found', 'order_unsure', 'no_order'))
 ORDER BY 1, 2
"""

WITHOUT = """
SELECT invoice FROM matches
 WHERE account_id = $1 AND company_id = $2 AND vendor_id = $3
   AND outcome IN ('order_not_found', 'order_unsure', 'no_order')
 ORDER BY invoice DESC LIMIT $4
"""

CONVERTED = """
SELECT DISTINCT invoice FROM match_units WHERE account_id = $1 AND company_id = $2 AND vendor_id = $3
   AND ($4::uuid IS NULL OR invoice > $4)
 ORDER BY invoice LIMIT $5
"""


async def concerned_by_orders(tx: Transaction, orders: Sequence[UUID], after: UUID | None, most: int) -> list[UUID]:
    """In the order of their ids, beyond `after`; none is locked, and some may have gone on long ago."""
    return [row["invoice"] for row in await tx.fetch(BY_ORDER, tx.account_id, list(orders), after, most)]


async def vendors_without_order(tx: Transaction, orders: Sequence[UUID]) -> list[tuple[int, int]]:
    """(Company, vendor) of these orders that have invoices for which no order was found."""
    return [tuple(row) for row in await tx.fetch(VENDORS_WITHOUT, tx.account_id, list(orders))]


async def without_order(tx: Transaction, company_id: int, vendor_id: int, most: int) -> list[UUID]:
    """Invoices of the vendor for which no order was found, the newest first."""
    return [row["invoice"] for row in await tx.fetch(WITHOUT, tx.account_id, company_id, vendor_id, most)]


async def concerned_by_conversions(
    tx: Transaction, company_id: int, vendor_id: int, after: UUID | None, most: int
) -> list[UUID]:
    """Invoices of the vendor with a line that is billed in another unit than it was ordered in, converted or not; in the
    order of their ids, beyond `after`."""
    return [row["invoice"] for row in await tx.fetch(CONVERTED, tx.account_id, company_id, vendor_id, after, most)]
