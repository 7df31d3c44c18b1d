"""What people confirmed in the past: of lines that are like the ones that are asked for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from payables.coding.model import Confirmed, Example, Line, Place
from payables.coding.rules.keys import name_key, sku_key
from payables.platform.db import Transaction

OF_VENDOR = 600  # newest lines of the vendor: for similar names, and for the vendor as such
OF_ITEM = 20  # newest lines of each item, also older ones
ELSEWHERE = 10  # newest lines of each item at other vendors

LIKE = """
-- what an archived invoice taught has no say, nor has an approval that was undone
WITH near AS (
  (SELECT invoice, item FROM coding_examples
    WHERE account_id = $1 AND company_id = $2 AND vendor_id = $3 ORDER BY confirmed_at DESC, invoice, item LIMIT $6)
  UNION
  SELECT e.invoice, e.item FROM unnest($4::text[]) AS k (sku), LATERAL (
    SELECT invoice, item FROM coding_examples
     WHERE account_id = $1 AND company_id = $2 AND vendor_id = $3 AND sku_key = k.sku AND sku_key <> ''
     ORDER BY confirmed_at DESC, invoice, item LIMIT $7) e
  UNION
  SELECT e.invoice, e.item FROM unnest($5::text[]) AS k (name), LATERAL (
    SELECT invoice, item FROM coding_examples
     WHERE account_id = $1 AND company_id = $2 AND vendor_id = $3 AND name_key = k.name AND name_key <> ''
     ORDER BY confirmed_at DESC, invoice, item LIMIT $7) e
  UNION
  SELECT e.invoice, e.item FROM unnest($5::text[]) AS k (name), LATERAL (
    SELECT invoice, item FROM coding_examples
     WHERE account_id = $1 AND company_id = $2 AND vendor_id IS DISTINCT FROM $3 AND name_key = k.name AND name_key <> ''
     ORDER BY confirmed_at DESC, invoice, item LIMIT $8) e
)
SELECT e.*, i.state = 'approved' AS approved
  FROM near JOIN coding_examples e ON e.account_id = $1 AND e.invoice = near.invoice AND e.item = near.item
  JOIN invoices i ON i.account_id = e.account_id AND i.id = e.invoice
 WHERE i.state <> 'archived'
"""


async def examples_like(tx: Transaction, place: Place, lines: Sequence[Line]) -> list[Example]:
    """One statement, however many lines; of the same company only."""
    skus, names = ({make(text) for text in texts} - {""} for make, texts in _keyed(lines))
    rows = await tx.fetch(
        LIKE,
        tx.account_id,
        place.company_id,
        place.vendor_id,
        sorted(skus),
        sorted(names),
        OF_VENDOR,
        OF_ITEM,
        ELSEWHERE,
    )
    found = [_example(row) for row in rows]
    return [example for example in found if example.values]


def _keyed(lines: Sequence[Line]) -> tuple[Any, Any]:
    return (sku_key, [line.sku for line in lines]), (name_key, [line.name for line in lines])


def _example(row: Any) -> Example:
    values = {type_: Confirmed(id, row["approved_at"], False) for type_, id in _approved(row).items()}
    for type_, told in row["by_person"].items():
        values[type_] = Confirmed(told["id"], msgspec.convert(told["at"], datetime), True)
    return Example(
        invoice=row["invoice"],
        item=row["item"],
        vendor_id=row["vendor_id"],
        location_id=row["location_id"],
        sku_key=row["sku_key"],
        name_key=row["name_key"],
        values=values,
    )


def _approved(row: Any) -> Mapping[str, str]:
    return row["by_approval"] if row["approved"] else {}
