"""Whom a conversion concerns that was learned or forgotten. Whom a change of orders concerns is stale (queries/due.py)."""

from uuid import UUID

from payables.platform.db import Transaction

CONVERTED = """
SELECT DISTINCT invoice FROM match_units WHERE account_id = $1 AND company_id = $2 AND vendor_id = $3
   AND ($4::uuid IS NULL OR invoice > $4)
 ORDER BY invoice LIMIT $5
"""


async def concerned_by_conversions(
    tx: Transaction, company_id: int, vendor_id: int, after: UUID | None, most: int
) -> list[UUID]:
    """Invoices of the vendor with a line that is billed in another unit than it was ordered in, converted or not; in the
    order of their ids, beyond `after`."""
    return [row["invoice"] for row in await tx.fetch(CONVERTED, tx.account_id, company_id, vendor_id, after, most)]
