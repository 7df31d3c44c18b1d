"""Lines of invoices, and their splits."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from payables.invoices.model import Item, LineDraft, Split
from payables.platform.db import Transaction

LINE_TYPES = {
    "name": "text", "description": "text", "sku": "text", "quantity": "numeric", "unit": "text", "price": "numeric",
    "amount": "numeric", "is_taxed": "boolean", "dimensions": "jsonb", "custom_fields": "jsonb",
}  # fmt: skip
SPLIT_TYPES = {
    "item_id": "int", "percent": "numeric", "amount": "numeric", "memo": "text", "dimensions": "jsonb",
    "custom_fields": "jsonb", "rule_id": "uuid",
}  # fmt: skip


def _arrays(first: int, types: Mapping[str, str] = LINE_TYPES) -> str:
    return ", ".join(f"${n}::{type_}[]" for n, type_ in enumerate(types.values(), first))


INSERT_ITEMS = f"""
INSERT INTO invoice_items (account_id, invoice, created_at, updated_at, id, position, {", ".join(LINE_TYPES)})
SELECT $1, $2, $3, $3, x.*
  FROM unnest($4::int[], $5::int[], {_arrays(6)}) AS x
"""  # noqa: S608

UPDATE_ITEMS = f"""
UPDATE invoice_items i
   SET updated_at = $3, {", ".join(f"{name} = x.{name}" for name in LINE_TYPES)}
  FROM unnest($4::int[], {_arrays(5)}) AS x (id, {", ".join(LINE_TYPES)})
 WHERE i.account_id = $1 AND i.invoice = $2 AND i.id = x.id
"""  # noqa: S608

DELETE_ITEMS = """
-- the lines that stay close up, so that what is added later stands behind them
WITH gone AS (DELETE FROM invoice_items WHERE account_id = $1 AND invoice = $2 AND id = ANY($3)),
places AS (
  SELECT id, row_number() OVER (ORDER BY position, id) - 1 AS place FROM invoice_items
   WHERE account_id = $1 AND invoice = $2 AND id <> ALL($3))
UPDATE invoice_items i SET position = places.place FROM places
 WHERE i.account_id = $1 AND i.invoice = $2 AND i.id = places.id AND i.position <> places.place
"""

DELETE_SPLITS = "DELETE FROM invoice_splits WHERE account_id = $1 AND invoice = $2"

INSERT_SPLITS = f"""
INSERT INTO invoice_splits (account_id, invoice, id, position, {", ".join(SPLIT_TYPES)})
SELECT $1, $2, x.* FROM unnest($3::int[], $4::int[], {_arrays(5, SPLIT_TYPES)}) AS x
"""  # noqa: S608


async def insert_items(
    tx: Transaction, invoice: UUID, lines: Sequence[LineDraft], first_position: int = 0
) -> list[int]:
    """Returns the ids, in the order of the lines: those that they have, or new ones."""
    if not lines:
        return []
    ids = [line.id for line in lines if isinstance(line, Item) and line.id]
    ids = ids or await tx.new_numbers("item", len(lines))
    positions = list(range(first_position, first_position + len(lines)))
    await tx.execute(INSERT_ITEMS, tx.account_id, invoice, tx.now, ids, positions, *_columns(lines))
    return ids


async def update_items(tx: Transaction, invoice: UUID, items: Sequence[Item]) -> None:
    if items:
        ids = [item.id for item in items]
        await tx.execute(UPDATE_ITEMS, tx.account_id, invoice, tx.now, ids, *_columns(items))


async def delete_items(tx: Transaction, invoice: UUID, items: Sequence[int]) -> None:
    """No split names them any more."""
    if items:
        await tx.execute(DELETE_ITEMS, tx.account_id, invoice, list(items))


async def replace_splits(tx: Transaction, invoice: UUID, splits: Sequence[Split]) -> None:
    await tx.execute(DELETE_SPLITS, tx.account_id, invoice)
    await insert_splits(tx, invoice, splits)


async def insert_splits(tx: Transaction, invoice: UUID, splits: Sequence[Split]) -> None:
    """Their lines are stored already."""
    if splits:
        ids = await tx.new_numbers("split", len(splits))
        columns = [[getattr(split, name) for split in splits] for name in SPLIT_TYPES]
        await tx.execute(INSERT_SPLITS, tx.account_id, invoice, ids, list(range(len(splits))), *columns)


def _columns(lines: Sequence[LineDraft | Item]) -> list[list[Any]]:
    return [[getattr(line, name) for line in lines] for name in LINE_TYPES]
