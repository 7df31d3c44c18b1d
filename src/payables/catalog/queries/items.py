"""Which entries the lines of invoices are, as it was found."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from payables.catalog.model import How, ItemState, MatchedItem, NotCompared, Suggestion
from payables.platform.db import Transaction, exact

FIELDS = tuple(MatchedItem.__dataclass_fields__)
NUMBERS = ("quantity", "price", "packs", "pack_price", "effective_price", "price_variance", "confidence")

OF_INVOICES = f"""
SELECT {", ".join(FIELDS)} FROM catalog_items WHERE account_id = $1 AND invoice = ANY($2) ORDER BY invoice, item
"""  # noqa: S608

SHOWN = """
SELECT c.item, c.entry, c.state, c.confidence, c.pack_price, c.effective_price, c.price_variance, c.problem, e.item_name
  FROM catalog_items c
  LEFT JOIN catalog_entries e ON e.account_id = c.account_id AND e.id = c.entry
 WHERE c.account_id = $1 AND c.invoice = ANY($2)
"""


@dataclass(frozen=True, slots=True)
class ShownItem:
    """What an invoice shows beside a line."""

    entry: int | None
    item_name: str | None
    state: ItemState
    confidence: Decimal | None
    pack_price: Decimal | None
    effective_price: Decimal | None
    price_variance: Decimal | None
    problem: NotCompared | None


async def items_of(tx: Transaction, invoices: Collection[UUID]) -> dict[int, MatchedItem]:
    """By line."""
    rows = await tx.fetch(OF_INVOICES, tx.account_id, list(invoices))
    return {row["item"]: item_of(row) for row in rows}


async def shown_items(tx: Transaction, invoices: Collection[UUID]) -> dict[int, ShownItem]:
    """By line, with the names of the entries, in one statement."""
    return {row["item"]: _shown(row) for row in await tx.fetch(SHOWN, tx.account_id, list(invoices))}


def _shown(row: Any) -> ShownItem:
    return ShownItem(
        entry=row["entry"],
        item_name=row["item_name"],
        state=ItemState(row["state"]),
        confidence=exact(row["confidence"]),
        pack_price=exact(row["pack_price"]),
        effective_price=exact(row["effective_price"]),
        price_variance=exact(row["price_variance"]),
        problem=NotCompared(row["problem"]) if row["problem"] else None,
    )


def item_of(row: Any) -> MatchedItem:
    values = {name: row[name] for name in FIELDS}
    values |= {name: exact(values[name]) for name in NUMBERS}
    values["state"] = ItemState(values["state"])
    values["how"] = How(values["how"]) if values["how"] else None
    values["problem"] = NotCompared(values["problem"]) if values["problem"] else None
    values["suggestions"] = msgspec.convert(values["suggestions"], list[Suggestion], strict=False)
    return MatchedItem(**values)
