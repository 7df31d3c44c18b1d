"""What was delivered for orders, to be counted in the units of their lines, and what the statuses of receipts follow from."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from payables.platform.db import Transaction
from payables.purchasing.model import PutAway, ReceiptStatus
from payables.purchasing.rules.receipt_status import ReceiptFacts, ReceiptProblem

DELIVERED = """
SELECT ri.id, o.company_id, o.vendor_id, ri.quantity, ri.uom, ri.counted, ri.billed, r.put_away IS NULL AS counts,
       i.uom AS ordered_uom, i.name, i.sku
  FROM receipts r
  JOIN purchase_orders o ON o.account_id = r.account_id AND o.id = r.purchase_order
  JOIN receipt_items ri ON ri.account_id = r.account_id AND ri.receipt = r.id
  JOIN purchase_order_items i ON i.account_id = ri.account_id AND i.id = ri.purchase_order_item
 WHERE r.account_id = $1 AND r.purchase_order = ANY($2) ORDER BY ri.id
"""

FACTS = """
-- of a line that is received beyond what was ordered, those receipts have too much that came when it was enough
WITH goods AS (
  SELECT ri.receipt, ri.counted, ri.billed, ri.counted IS NULL AND ri.quantity > 0 AS uncounted,
         ri.counted > 0 AND i.quantity < round(sum(ri.counted) FILTER (WHERE r.put_away IS NULL)
           OVER (PARTITION BY ri.purchase_order_item ORDER BY r.created_at, r.id, ri.position, ri.id), 6) AS too_much
    FROM receipts r
    JOIN receipt_items ri ON ri.account_id = r.account_id AND ri.receipt = r.id
    JOIN purchase_order_items i ON i.account_id = ri.account_id AND i.id = ri.purchase_order_item
   WHERE r.account_id = $1 AND r.purchase_order = ANY($2)
)
SELECT r.id, r.status, r.put_away, r.problem, o.status = 'pending' AS order_pending, o.put_away AS order_put_away,
       coalesce(sum(g.counted), 0) AS counted, coalesce(sum(g.billed), 0) AS billed,
       coalesce(bool_or(g.uncounted), false) AS uncounted, coalesce(bool_or(g.too_much), false) AS too_much
  FROM receipts r
  JOIN purchase_orders o ON o.account_id = r.account_id AND o.id = r.purchase_order
  LEFT JOIN goods g ON g.receipt = r.id
 WHERE r.account_id = $1 AND r.purchase_order = ANY($2)
 GROUP BY r.account_id, r.id, o.account_id, o.id ORDER BY r.id
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
