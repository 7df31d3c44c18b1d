"""Writes of orders and their lines. The caller holds the lock of the order's row, or has just made it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import asyncpg

from payables.platform.db import Transaction
from payables.purchasing.model import Order, OrderItem

COLUMNS = (
    "company_id", "location_id", "vendor_id", "erp_vendor_id", "erp_vendor_name", "external_id", "po_number", "number_key",
    "status", "ordered_on", "total_amount", "tax", "freight", "miscellaneous_charges", "is_2_way", "invoice_number_ref",
    "custom_fields", "put_away", "put_away_reason", "problem",
)  # fmt: skip
ITEM_TYPES = {
    "external_id": "text", "name": "text", "sku": "text", "quantity": "numeric", "price": "numeric", "uom": "text",
    "dimensions": "jsonb", "billed": "numeric",
}  # fmt: skip


def _arrays(first: int, types: Mapping[str, str]) -> str:
    return ", ".join(f"${n}::{type_}[]" for n, type_ in enumerate(types.values(), first))


INSERT = f"""
-- no row comes back where the ERP's id or the number is taken: the caller looks by whom
INSERT INTO purchase_orders (account_id, id, created_at, updated_at, created_by, updated_by, {", ".join(COLUMNS)})
VALUES ($1, $2, $3, $3, $4, $4, {", ".join(f"${n}" for n in range(5, 5 + len(COLUMNS)))})
ON CONFLICT DO NOTHING RETURNING id
"""  # noqa: S608

UPDATE = f"""
UPDATE purchase_orders
   SET version = version + 1, updated_at = $3, updated_by = $4, {", ".join(f"{c} = ${n}" for n, c in enumerate(COLUMNS, 5))}
 WHERE account_id = $1 AND id = $2 RETURNING version
"""  # noqa: S608

INSERT_ITEMS = f"""
INSERT INTO purchase_order_items (account_id, purchase_order, created_at, updated_at, id, position, {", ".join(ITEM_TYPES)})
SELECT $1, $2, $3, $3, x.* FROM unnest($4::uuid[], $5::int[], {_arrays(6, ITEM_TYPES)}) AS x
"""  # noqa: S608

UPDATE_ITEMS = f"""
-- `billed` may only fall, to a quantity that becomes smaller: what it falls by is given back in the ledger (give_back.py)
UPDATE purchase_order_items i SET updated_at = $3, {", ".join(f"{name} = x.{name}" for name in ITEM_TYPES)}
  FROM unnest($4::uuid[], {_arrays(5, ITEM_TYPES)}) AS x (id, {", ".join(ITEM_TYPES)})
 WHERE i.account_id = $1 AND i.purchase_order = $2 AND i.id = x.id
"""  # noqa: S608


async def insert_order(tx: Transaction, order: Order) -> bool:
    """With its lines; False where its external_id or its number is taken, and then nothing was written."""
    values = (tx.account_id, order.id, tx.now, tx.actor.user_id, *_columns(order))
    if await tx.fetchval(INSERT, *values) is None:
        return False
    await insert_items(tx, order.id, order.items, first_position=0)
    return True


async def update_order(tx: Transaction, order: Order, *, renamed: bool) -> int | None:
    """Its fields without its lines: the new version. None where its number, which it may have only now (`renamed`), is taken
    by another, and then nothing was written."""
    values = (tx.account_id, order.id, tx.now, tx.actor.user_id, *_columns(order))
    if not renamed:
        return await tx.fetchval(UPDATE, *values)
    try:
        async with tx.connection.transaction():
            return await tx.fetchval(UPDATE, *values)
    except asyncpg.UniqueViolationError:
        return None


async def insert_items(tx: Transaction, order_id: UUID, items: Sequence[OrderItem], *, first_position: int) -> None:
    if items:
        ids = [item.id for item in items]
        positions = list(range(first_position, first_position + len(items)))
        await tx.execute(INSERT_ITEMS, tx.account_id, order_id, tx.now, ids, positions, *_item_columns(items))


async def update_items(tx: Transaction, order_id: UUID, items: Sequence[OrderItem]) -> None:
    if items:
        ids = [item.id for item in items]
        await tx.execute(UPDATE_ITEMS, tx.account_id, order_id, tx.now, ids, *_item_columns(items))


def _columns(order: Order) -> list[Any]:
    return [getattr(order, name) for name in COLUMNS]


def _item_columns(items: Sequence[OrderItem]) -> list[list[Any]]:
    return [[getattr(item, name) for item in items] for name in ITEM_TYPES]
