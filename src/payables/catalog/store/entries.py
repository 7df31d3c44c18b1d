"""Writes of entries: many in one statement."""

from collections.abc import Sequence
from typing import Any

import msgspec

from payables.catalog.model import Entry
from payables.catalog.store.entry_keys import insert_keys, update_keys
from payables.platform.db import Transaction

_encode = msgspec.json.Encoder(decimal_format="number").encode

# What a change may touch, with the type of its column.
CHANGED = {
    "vendor_id": "int",
    "erp_vendor_id": "text",
    "erp_vendor_name": "text",
    "item_name": "text",
    "original_description": "text",
    "reference_id": "text",
    "sku": "text",
    "upc": "text",
    "buying_format": "text",
    "size": "text",
    "uom": "text",
    "price": "numeric",
    "unit_price": "numeric",
    "last_purchased_price": "numeric",
    "last_purchased_on": "date",
    "is_split_case": "boolean",
    "authorized_vendor": "boolean",
    "unique_key": "text",
    "key_given": "boolean",
    "dimensions": "text",
    "properties": "text",
    "version": "int",
}
VALUES = ", ".join(f"${n}::{kind}[]" for n, kind in enumerate(CHANGED.values(), 5))
# An array of lists would be one of two dimensions: these travel as JSON text.
AS_TEXT = ("dimensions", "properties")
READ = {name: f"x.{name}::jsonb" if name in AS_TEXT else f"x.{name}" for name in CHANGED}

INSERT = f"""
INSERT INTO catalog_entries (account_id, company_id, created_at, created_by, updated_at, updated_by,
                             id, {", ".join(CHANGED)})
SELECT $1, $2, $3, $4, $3, $4, x.id, {", ".join(READ.values())}
  FROM unnest(${len(CHANGED) + 5}::int[], {VALUES}) AS x (id, {", ".join(CHANGED)})
ON CONFLICT (account_id, company_id, unique_key) DO NOTHING
RETURNING id
"""  # noqa: S608

UPDATE = f"""
UPDATE catalog_entries e
   SET updated_at = $3, updated_by = $4, {", ".join(f"{name} = {value}" for name, value in READ.items())}
  FROM unnest(${len(CHANGED) + 5}::int[], {VALUES}) AS x (id, {", ".join(CHANGED)})
 WHERE e.account_id = $1 AND e.company_id = $2 AND e.id = x.id
"""  # noqa: S608


async def insert(tx: Transaction, company_id: int, entries: Sequence[Entry]) -> set[int]:
    """The ids of those that are stored now; the company has an entry with the key of each of the others."""
    rows = await tx.fetch(INSERT, *_arguments(tx, company_id, entries))
    stored = {row["id"] for row in rows}
    await insert_keys(tx, company_id, [entry for entry in entries if entry.id in stored])
    return stored


async def update(tx: Transaction, company_id: int, entries: Sequence[Entry]) -> None:
    """The caller holds their rows."""
    await tx.execute(UPDATE, *_arguments(tx, company_id, entries))
    await update_keys(tx, company_id, entries)


def _arguments(tx: Transaction, company_id: int, entries: Sequence[Entry]) -> list[Any]:
    columns = [[_sent(name, getattr(entry, name)) for entry in entries] for name in CHANGED]
    return [tx.account_id, company_id, tx.now, tx.actor.user_id, *columns, [entry.id for entry in entries]]


def _sent(name: str, value: Any) -> Any:
    return _encode(value).decode() if name in AS_TEXT else value
