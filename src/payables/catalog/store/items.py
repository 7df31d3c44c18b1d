"""Writes of which entries the lines of invoices are. The caller holds the invoice's lock, or has just made it."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from payables.catalog.model import MatchedItem
from payables.platform.db import Transaction

TYPES = {
    "item": "int", "invoice": "uuid", "invoice_id": "int", "company_id": "int", "location_id": "int", "vendor_id": "int",
    "invoice_date": "date", "item_key": "text", "name": "text", "state": "text", "how": "text", "confidence": "numeric",
    "entry": "int", "suggestions": "text", "quantity": "numeric", "unit": "text", "price": "numeric", "packs": "numeric",
    "pack_price": "numeric", "effective_price": "numeric", "price_variance": "numeric", "problem": "text",
    "bought": "boolean", "decided_at": "timestamptz", "decided_by": "int",
}  # fmt: skip
COLUMNS = ", ".join(TYPES)

_encode = msgspec.json.Encoder(decimal_format="string").encode

UPSERT = f"""
-- suggestions come as text: a list within a list would be taken for an array of two dimensions
INSERT INTO catalog_items (account_id, updated_at, {COLUMNS})
SELECT $1, $2, {COLUMNS.replace("suggestions", "suggestions::jsonb")}
  FROM unnest({", ".join(f"${n}::{type_}[]" for n, type_ in enumerate(TYPES.values(), 3))}) AS x ({COLUMNS})
ON CONFLICT (account_id, item) DO UPDATE
   SET updated_at = $2, {", ".join(f"{name} = excluded.{name}" for name in TYPES if name != "item")}
"""  # noqa: S608

FORGET = "DELETE FROM catalog_items WHERE account_id = $1 AND item = ANY($2)"

SET_BOUGHT = """
UPDATE catalog_items SET bought = $3, updated_at = $4 WHERE account_id = $1 AND invoice = ANY($2) AND bought <> $3
"""


async def write(tx: Transaction, items: Sequence[MatchedItem]) -> None:
    """New, or in place of what was found of the same lines before."""
    if items:
        columns = {name: [getattr(item, name) for item in items] for name in TYPES}
        columns["suggestions"] = [_encode(item.suggestions).decode() for item in items]
        await tx.execute(UPSERT, tx.account_id, tx.now, *columns.values())


async def forget(tx: Transaction, items: Sequence[int]) -> None:
    """Lines that are looked at no more."""
    if items:
        await tx.execute(FORGET, tx.account_id, sorted(items))


async def set_bought(tx: Transaction, invoices: Sequence[UUID], bought: bool) -> None:
    """Whether they count as purchases."""
    if invoices:
        await tx.execute(SET_BOUGHT, tx.account_id, list(invoices), bought, tx.now)
