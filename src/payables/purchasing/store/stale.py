"""What was found of invoices by an order that has changed holds no more.

The mark is written here, in the transaction of the change, though matches belong to matching: matching stands above, and looks
again only later; until then nobody approves or exports by what was found, and goods that an invoice had are not given to another.
"""

from collections.abc import Sequence
from uuid import UUID

from payables.platform.db import Transaction

MARK = """
UPDATE matches m SET stale = true
  FROM match_orders o
 WHERE o.account_id = $1 AND o.purchase_order = ANY($2) AND m.account_id = $1 AND m.invoice = o.invoice AND NOT m.stale
"""

MARK_NAMED = """
UPDATE matches m SET stale = true
  FROM purchase_orders o JOIN match_numbers n
    ON n.account_id = o.account_id AND n.company_id = o.company_id AND n.number_key = o.number_key
 WHERE o.account_id = $1 AND o.id = ANY($2) AND m.account_id = $1 AND m.invoice = n.invoice AND NOT m.stale
"""


async def mark_stale(tx: Transaction, orders: Sequence[UUID]) -> None:
    """Of the invoices that were compared with these orders, or name their numbers."""
    await tx.execute(MARK, tx.account_id, list(orders))
    await tx.execute(MARK_NAMED, tx.account_id, list(orders))
