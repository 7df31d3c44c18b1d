"""Allocations of lines of which less is ordered than was billed: the newest are given back, and with them those of receipts.

Both halves of the ledger are written here, and in one statement, though match_allocations belongs to matching: an order follows
the ERP at once, also where matching, which stands above, can only look at it later.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from payables.platform.db import Transaction

GIVE_BACK = """
WITH wanted AS (SELECT * FROM unnest($2::uuid[], $3::numeric[]) AS w (line, excess)),
-- `newer` is what the allocations after this one give back before it is its turn
queue AS (
  SELECT a.id, a.invoice, a.item, a.purchase_order_item AS line, a.receipt_item, a.quantity, w.excess,
         sum(a.quantity) OVER (PARTITION BY a.purchase_order_item ORDER BY a.created_at DESC, a.id DESC) - a.quantity AS newer
    FROM match_allocations a JOIN wanted w ON w.line = a.purchase_order_item WHERE a.account_id = $1
),
given AS (SELECT *, least(quantity, excess - newer) AS back FROM queue WHERE newer < excess),
gone AS (
  DELETE FROM match_allocations a USING given g WHERE a.account_id = $1 AND a.id = g.id AND g.back = g.quantity
),
less AS (
  UPDATE match_allocations a SET quantity = a.quantity - g.back
    FROM given g WHERE a.account_id = $1 AND a.id = g.id AND g.back < g.quantity
),
of_receipts AS (
  UPDATE receipt_items r SET billed = r.billed - x.back
    FROM (SELECT receipt_item, sum(back) AS back FROM given WHERE receipt_item IS NOT NULL GROUP BY receipt_item) x
   WHERE r.account_id = $1 AND r.id = x.receipt_item
)
SELECT invoice, item, line, back FROM given ORDER BY line, newer
"""


@dataclass(frozen=True, slots=True)
class GivenBack:
    """How much of an order's line an invoice's line does not pay for any more."""

    invoice: UUID
    item: int
    line: UUID
    quantity: Decimal


async def give_back(tx: Transaction, excess: Mapping[UUID, Decimal]) -> list[GivenBack]:
    """`excess`: line -> how much more was billed of it than is ordered. The counters of the lines are the caller's, who
    holds the lock of the order; those of receipts are lowered here."""
    if not excess:
        return []
    rows = await tx.fetch(GIVE_BACK, tx.account_id, list(excess), list(excess.values()))
    return [GivenBack(row["invoice"], row["item"], row["line"], row["back"]) for row in rows]
