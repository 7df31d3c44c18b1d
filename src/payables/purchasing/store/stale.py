"""What was found of invoices by an order that has changed holds no more.

The mark is written here, in the transaction of the change, though matches belong to matching: matching stands above, and looks
again only later; until then nobody approves or exports by what was found, and goods that an invoice had are not given to another.
"""

from collections.abc import Sequence
from uuid import UUID

from payables.platform.db import Transaction

MARK = """
-- in the order of their ids, so that two who mark several never wait for each other in a circle
UPDATE matches SET stale = true
  FROM (SELECT m.invoice FROM matches m
         WHERE m.account_id = $1 AND NOT m.stale AND m.invoice IN (
               SELECT invoice FROM match_orders WHERE account_id = $1 AND purchase_order = ANY($2)
                UNION
               SELECT n.invoice FROM purchase_orders o JOIN match_numbers n
                   ON n.account_id = o.account_id AND n.company_id = o.company_id AND n.number_key = o.number_key
                WHERE o.account_id = $1 AND o.id = ANY($2))
         ORDER BY m.invoice FOR UPDATE) AS compared
 WHERE matches.account_id = $1 AND matches.invoice = compared.invoice
"""


async def mark_stale(tx: Transaction, orders: Sequence[UUID]) -> None:
    """Of the invoices that were compared with these orders, or name their numbers."""
    await tx.execute(MARK, tx.account_id, list(orders))
