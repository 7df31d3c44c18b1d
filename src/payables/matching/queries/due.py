"""Invoices of an account that are to be matched again."""

from collections.abc import Collection
from uuid import UUID

from payables.platform.db import Transaction

STALE = """
-- as they take from their orders: approved before waiting ones, then the older
SELECT m.invoice FROM matches m JOIN invoices i ON i.account_id = m.account_id AND i.id = m.invoice
 WHERE m.account_id = $1 AND m.stale AND i.state NOT IN ('archived', 'processing') AND m.invoice <> ALL($2)
 ORDER BY i.state <> 'approved', m.invoice LIMIT $3
"""

FREE = """
-- who was kept back only until others of the orders are matched again, and nobody is left of those
SELECT m.invoice FROM matches m JOIN invoices i ON i.account_id = m.account_id AND i.id = m.invoice
 WHERE m.account_id = $1 AND m.outcome = 'order_changing' AND NOT m.stale AND m.invoice <> ALL($2)
   AND i.state NOT IN ('archived', 'processing')
   AND NOT EXISTS (
         SELECT FROM match_orders own
           JOIN match_orders o ON o.account_id = own.account_id AND o.purchase_order = own.purchase_order AND o.invoice <> m.invoice
           JOIN matches s ON s.account_id = o.account_id AND s.invoice = o.invoice AND s.stale
           JOIN invoices j ON j.account_id = o.account_id AND j.id = o.invoice AND j.state NOT IN ('archived', 'processing')
          WHERE own.account_id = m.account_id AND own.invoice = m.invoice)
 ORDER BY i.state <> 'approved', m.invoice LIMIT $3
"""

IS_DUE = """
SELECT EXISTS (SELECT FROM matches WHERE account_id = $1 AND invoice = $2 AND (stale OR outcome = 'order_changing'))
"""

ANYBODY_WAITS = """
SELECT EXISTS (SELECT FROM matches WHERE account_id = $1 AND outcome = 'order_changing' AND invoice <> ALL($2))
"""


async def next_due(tx: Transaction, passed: Collection[UUID], most: int) -> list[UUID]:
    """Whoever waits for nobody any more, else what is stale, in the order in which it is to be looked at; none is locked.
    `passed` are left out."""
    free = await tx.fetch(FREE, tx.account_id, list(passed), most)
    return [row["invoice"] for row in free or await tx.fetch(STALE, tx.account_id, list(passed), most)]


async def is_due(tx: Transaction, invoice: UUID) -> bool:
    """Whether it is stale, or waits for one that is."""
    return await tx.fetchval(IS_DUE, tx.account_id, invoice)


async def anybody_waits(tx: Transaction, passed: Collection[UUID]) -> bool:
    """Whether an invoice beside these is kept back until others are matched again."""
    return await tx.fetchval(ANYBODY_WAITS, tx.account_id, list(passed))
