"""Counters of what is billed, on the lines of orders and of receipts."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from payables.platform.db import Transaction

LINES = """
UPDATE purchase_order_items i SET billed = i.billed + d.quantity
  FROM unnest($2::uuid[], $3::numeric[]) AS d (id, quantity) WHERE i.account_id = $1 AND i.id = d.id
"""

RECEIPTS = """
UPDATE receipt_items i SET billed = i.billed + d.quantity
  FROM unnest($2::uuid[], $3::numeric[]) AS d (id, quantity) WHERE i.account_id = $1 AND i.id = d.id
"""


async def add_to_lines(tx: Transaction, quantities: Mapping[UUID, Decimal]) -> None:
    if quantities:
        await tx.execute(LINES, tx.account_id, list(quantities), list(quantities.values()))


async def add_to_receipts(tx: Transaction, quantities: Mapping[UUID, Decimal]) -> None:
    if quantities:
        await tx.execute(RECEIPTS, tx.account_id, list(quantities), list(quantities.values()))
