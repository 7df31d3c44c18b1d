"""Writes of receipts and their lines. The caller holds the lock of the order's row.

What a line counts, and what is billed of it, is not written here: see store/received.py.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import asyncpg

from payables.platform.db import Transaction
from payables.purchasing.model import Receipt, ReceiptItem
from payables.purchasing.rules.number_key import number_key

INSERT = """
-- no row comes back where the ERP's id or the number is taken: the caller looks by whom
INSERT INTO receipts (account_id, id, company_id, purchase_order, external_id, receipt_number, number_key, status, received_on,
                      total_amount, invoice_number_ref, note, problem, created_at, created_by, updated_at, updated_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $14, $15)
ON CONFLICT DO NOTHING RETURNING id
"""

UPDATE = """
UPDATE receipts
   SET received_on = $3, total_amount = $4, invoice_number_ref = $5, note = $6, version = version + 1, updated_at = $7,
       updated_by = $8
 WHERE account_id = $1 AND id = $2
"""

PUT_AWAY = """
-- a number is unique among those that are not deleted
UPDATE receipts
   SET put_away = $3, put_away_reason = $4, status = $5, problem = $6, version = version + 1, updated_at = $7, updated_by = $8
 WHERE account_id = $1 AND id = $2
"""

INSERT_ITEMS = """
INSERT INTO receipt_items (account_id, receipt, created_at, updated_at, position, id, purchase_order_item, external_id, quantity,
                           price, uom)
SELECT $1, $2, $3, $3, $4 + x.n - 1, x.id, x.line, x.external_id, x.quantity, x.price, x.uom
  FROM unnest($5::uuid[], $6::uuid[], $7::text[], $8::numeric[], $9::numeric[], $10::text[]) WITH ORDINALITY
    AS x (id, line, external_id, quantity, price, uom, n)
"""

FREE_NAMES = """
UPDATE receipt_items SET external_id = NULL WHERE account_id = $1 AND receipt = $2 AND id = ANY($3)
"""

UPDATE_ITEMS = """
UPDATE receipt_items i
   SET external_id = x.external_id, quantity = x.quantity, price = x.price, uom = x.uom, updated_at = $3
  FROM unnest($4::uuid[], $5::text[], $6::numeric[], $7::numeric[], $8::text[]) AS x (id, external_id, quantity, price, uom)
 WHERE i.account_id = $1 AND i.receipt = $2 AND i.id = x.id
"""

_ITEM = ("external_id", "quantity", "price", "uom")


async def insert_receipt(tx: Transaction, receipt: Receipt) -> bool:
    """With its lines; False where its external_id or its number is taken, and then nothing was written."""
    inserted = await tx.fetchval(
        INSERT,
        tx.account_id,
        receipt.id,
        receipt.company_id,
        receipt.purchase_order,
        receipt.external_id,
        receipt.receipt_number,
        number_key(receipt.receipt_number),
        receipt.status.value,
        receipt.received_on,
        receipt.total_amount,
        receipt.invoice_number_ref,
        receipt.note,
        receipt.problem,
        tx.now,
        tx.actor.user_id,
    )
    if inserted is None:
        return False
    await insert_items(tx, receipt.id, receipt.items, first_position=0)
    return True


async def update_receipt(tx: Transaction, receipt: Receipt) -> None:
    """What a client may change of it, and its version."""
    own = (receipt.received_on, receipt.total_amount, receipt.invoice_number_ref, receipt.note)
    await tx.execute(UPDATE, tx.account_id, receipt.id, *own, tx.now, tx.actor.user_id)


async def put_away(tx: Transaction, receipt: Receipt) -> bool:
    """Its `put_away`, reason, status and problem; False where its number is taken by another meanwhile, and then nothing was
    written."""
    decided = (
        receipt.put_away and receipt.put_away.value,
        receipt.put_away_reason,
        receipt.status.value,
        receipt.problem,
    )
    try:
        async with tx.connection.transaction():
            await tx.execute(PUT_AWAY, tx.account_id, receipt.id, *decided, tx.now, tx.actor.user_id)
    except asyncpg.UniqueViolationError:
        return False
    return True


async def insert_items(tx: Transaction, receipt: UUID, items: Sequence[ReceiptItem], *, first_position: int) -> None:
    """They count nothing yet."""
    if items:
        lines = [item.purchase_order_item for item in items]
        ids = [item.id for item in items]
        await tx.execute(INSERT_ITEMS, tx.account_id, receipt, tx.now, first_position, ids, lines, *_columns(items))


async def update_items(tx: Transaction, receipt: UUID, items: Sequence[ReceiptItem]) -> None:
    if items:
        await tx.execute(UPDATE_ITEMS, tx.account_id, receipt, tx.now, [item.id for item in items], *_columns(items))


async def free_external_ids(tx: Transaction, receipt: UUID, items: Sequence[UUID]) -> None:
    """Before several lines get new ones: they may be exchanged among them."""
    if items:
        await tx.execute(FREE_NAMES, tx.account_id, receipt, list(items))


def _columns(items: Sequence[ReceiptItem]) -> list[list[Any]]:
    return [[getattr(item, name) for item in items] for name in _ITEM]
