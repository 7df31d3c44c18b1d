"""How much of the lines of orders was received, and how much of that is billed. The caller holds the locks of the orders."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from uuid import UUID

from payables.platform.db import Transaction
from payables.purchasing.model import ReceiptStatus
from payables.purchasing.rules.receipt_status import ReceiptProblem

RELEASE = """
-- what was allocated last goes first; the allocation of the order's line stays, since the invoice still bills it
UPDATE match_allocations a SET receipt_item = NULL
  FROM (SELECT a.id, w.available,
               sum(a.quantity) OVER (PARTITION BY a.receipt_item ORDER BY a.created_at, a.id) AS up_to
          FROM match_allocations a JOIN unnest($2::uuid[], $3::numeric[]) AS w (item, available) ON w.item = a.receipt_item
         WHERE a.account_id = $1) x
 WHERE a.account_id = $1 AND a.id = x.id AND x.up_to > x.available
"""

COUNT = """
-- `billed` is what the ledger still allocates of the line
UPDATE receipt_items i
   SET counted = w.counted,
       billed = coalesce((SELECT sum(a.quantity) FROM match_allocations a
                           WHERE a.account_id = $1 AND a.receipt_item = i.id), 0)
  FROM unnest($2::uuid[], $3::numeric[]) AS w (id, counted) WHERE i.account_id = $1 AND i.id = w.id
"""

RECEIVED = """
-- a third of a case, thrice, is a case: sums are rounded to the six decimals that a quantity has
WITH came AS MATERIALIZED (
  SELECT ri.purchase_order_item AS line, trim_scale(round(sum(ri.counted), 6)) AS received
    FROM receipts r JOIN receipt_items ri ON ri.account_id = r.account_id AND ri.receipt = r.id
   WHERE r.account_id = $1 AND r.purchase_order = ANY($2) AND r.put_away IS NULL AND ri.counted IS NOT NULL GROUP BY 1
)
UPDATE purchase_order_items i SET received = coalesce(came.received, 0)
  FROM purchase_order_items l LEFT JOIN came ON came.line = l.id
 WHERE l.account_id = $1 AND l.purchase_order = ANY($2) AND i.account_id = l.account_id AND i.id = l.id
   AND i.received <> coalesce(came.received, 0)
"""

STATUSES = """
UPDATE receipts r
   SET status = x.status, problem = x.problem, version = r.version + 1, updated_at = $2, updated_by = $3
  FROM unnest($4::uuid[], $5::text[], $6::text[]) AS x (id, status, problem)
 WHERE r.account_id = $1 AND r.id = x.id
"""


async def release(tx: Transaction, available: Mapping[UUID, Decimal]) -> None:
    """`available`: line of a receipt -> how much of it may be billed from now on. Allocations beyond lose their receipt;
    the counters of the lines follow with `count`.

    The ledger belongs to matching, which stands above and looks again later: that a receipt is less holds at once.
    """
    if available:
        await tx.execute(RELEASE, tx.account_id, list(available), list(available.values()))


async def count(tx: Transaction, counted: Mapping[UUID, Decimal | None]) -> None:
    """Line of a receipt -> its quantity in the unit of the order's line, None where that is not known."""
    if counted:
        await tx.execute(COUNT, tx.account_id, list(counted), list(counted.values()))


async def sum_up(tx: Transaction, orders: Collection[UUID]) -> None:
    """All lines of these orders, in one statement."""
    await tx.execute(RECEIVED, tx.account_id, list(orders))


async def change_statuses(
    tx: Transaction, statuses: Mapping[UUID, tuple[ReceiptStatus, ReceiptProblem | None]]
) -> None:
    words = [status.value for status, _ in statuses.values()]
    problems = [problem and problem.value for _, problem in statuses.values()]
    await tx.execute(STATUSES, tx.account_id, tx.now, tx.actor.user_id, list(statuses), words, problems)
