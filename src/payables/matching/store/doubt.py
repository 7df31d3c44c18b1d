"""What was found of invoices holds no more, whatever was found."""

from collections.abc import Sequence
from uuid import UUID

from payables.platform.db import Transaction

DOUBT = """
-- where the company has no orders there is nothing to doubt
UPDATE matches m SET stale = true
 WHERE m.account_id = $1 AND m.invoice = ANY($2)
   AND (m.outcome <> 'no_order'
        OR EXISTS (SELECT FROM purchase_orders o WHERE o.account_id = m.account_id AND o.company_id = m.company_id))
RETURNING m.invoice
"""


async def doubt(tx: Transaction, invoices: Sequence[UUID]) -> list[UUID]:
    """Those that have been matched, in the order of their ids."""
    return sorted(row["invoice"] for row in await tx.fetch(DOUBT, tx.account_id, list(invoices)))
