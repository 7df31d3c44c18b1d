"""What was delivered for orders, to be counted in the units of their lines, and what the statuses of receipts follow from."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from payables.platform.db import Transaction
from payables.purchasing.model import PutAway, ReceiptStatus
from payables.purchasing.rules.receipt_status import ReceiptFacts, ReceiptProblem

# Each step is worked out once: a planner that has no statistics yet would walk through an account's lines for every line.
DELIVERED = """
WITH goods AS MATERIALIZED (
  SELECT r.purchase_order, r.put_away IS NULL AS counts, ri.*
    FROM receipts r JOIN receipt_items ri ON ri.account_id = r.account_id AND ri.receipt = r.id
   WHERE r.account_id = $1 AND r.purchase_order = ANY($2)
), lines AS MATERIALIZED (
  SELECT i.id, i.uom, i.name, i.sku FROM purchase_order_items i WHERE i.account_id = $1 AND i.purchase_order = ANY($2)
)
SELECT g.id, o.company_id, o.vendor_id, g.quantity, g.uom, g.counted, g.billed, g.counts, i.uom AS ordered_uom, i.name, i.sku
  FROM goods g
  JOIN lines i ON i.id = g.purchase_order_item
  JOIN purchase_orders o ON o.account_id = $1 AND o.id = g.purchase_order
 ORDER BY g.id
"""

FACTS = """
-- of a line that is received beyond what was ordered, those receipts have too much that came when it was enough
WITH goods AS MATERIALIZED (
  SELECT r.created_at AS entered_at, r.put_away IS NULL AS counts, ri.*
    FROM receipts r JOIN receipt_items ri ON ri.account_id = r.account_id AND ri.receipt = r.id
   WHERE r.account_id = $1 AND r.purchase_order = ANY($2)
), lines AS MATERIALIZED (
  SELECT i.id, i.quantity AS ordered FROM purchase_order_items i WHERE i.account_id = $1 AND i.purchase_order = ANY($2)
), beside AS (
  SELECT g.receipt, g.counted, g.billed, g.counted IS NULL AND g.quantity > 0 AS uncounted,
         g.counted > 0 AND i.ordered < round(sum(g.counted) FILTER (WHERE g.counts)
           OVER (PARTITION BY g.purchase_order_item ORDER BY g.entered_at, g.receipt, g.position, g.id), 6) AS too_much
    FROM goods g JOIN lines i ON i.id = g.purchase_order_item
), sums AS MATERIALIZED (
  SELECT receipt, coalesce(sum(counted), 0) AS counted, sum(billed) AS billed, bool_or(uncounted) AS uncounted,
         coalesce(bool_or(too_much), false) AS too_much
    FROM beside GROUP BY receipt
)
SELECT r.id, r.status, r.put_away, r.problem, o.status = 'pending' AS order_pending, o.put_away AS order_put_away,
       s.counted, s.billed, s.uncounted, s.too_much
  FROM receipts r
  JOIN purchase_orders o ON o.account_id = r.account_id AND o.id = r.purchase_order
  JOIN sums s ON s.receipt = r.id
 WHERE r.account_id = $1 AND r.purchase_order = ANY($2) ORDER BY r.id
"""


@dataclass(frozen=True, slots=True)
class Delivered:
    """A line of a receipt beside the order's line; `counts` unless its receipt is put away."""

    id: UUID
    company_id: int
    vendor_id: int | None
    quantity: Decimal
    uom: str | None
    counted: Decimal | None
    billed: Decimal
    counts: bool
    ordered_uom: str | None
    name: str
    sku: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a receipt is stored, and the facts as they are now."""

    status: ReceiptStatus
    problem: str | None
    facts: ReceiptFacts


async def delivered(tx: Transaction, orders: Collection[UUID]) -> list[Delivered]:
    """All lines of all receipts of these orders, in one statement."""
    return [Delivered(**dict(row)) for row in await tx.fetch(DELIVERED, tx.account_id, list(orders))]


async def standing(tx: Transaction, orders: Collection[UUID]) -> dict[UUID, Standing]:
    """By receipt, in one statement."""
    return {row["id"]: _standing(row) for row in await tx.fetch(FACTS, tx.account_id, list(orders))}


def _standing(row: Any) -> Standing:
    facts = ReceiptFacts(
        order_pending=row["order_pending"],
        order_put_away=_put_away(row["order_put_away"]),
        put_away=_put_away(row["put_away"]),
        came_too_late=row["problem"] == ReceiptProblem.ORDER_CLOSED,
        uncounted=row["uncounted"],
        too_much=row["too_much"],
        counted=row["counted"],
        billed=row["billed"],
    )
    return Standing(ReceiptStatus(row["status"]), row["problem"], facts)


def _put_away(word: str | None) -> PutAway | None:
    return PutAway(word) if word else None
