"""Writes of what was learned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from payables.coding.model import Line, Place
from payables.coding.rules.keys import name_key, sku_key
from payables.platform.db import Transaction

KEPT = 20  # newest lines of one item of one vendor at one location

UPSERT = """
INSERT INTO coding_examples AS e
       (account_id, invoice, company_id, vendor_id, location_id, confirmed_at, approved_at,
        item, sku_key, name_key, by_person, by_approval)
SELECT $1, $2, $3, $4, $5, $6, $7, x.*
  FROM unnest($8::int[], $9::text[], $10::text[], $11::jsonb[], $12::jsonb[]) AS x (item, sku_key, name_key, person, approval)
ON CONFLICT (account_id, invoice, item) DO UPDATE
   SET (vendor_id, location_id, sku_key, name_key, confirmed_at)
     = (excluded.vendor_id, excluded.location_id, excluded.sku_key, excluded.name_key, excluded.confirmed_at),
       by_person = e.by_person || excluded.by_person,
       by_approval = CASE WHEN excluded.approved_at IS NULL THEN e.by_approval ELSE excluded.by_approval END,
       approved_at = coalesce(excluded.approved_at, e.approved_at)
"""

FORGET_OLDEST = """
-- what another transaction is about to write is its own to prune
DELETE FROM coding_examples WHERE account_id = $1 AND (invoice, item) IN (
  SELECT e.invoice, e.item FROM coding_examples e JOIN (
    SELECT invoice, item, row_number() OVER (PARTITION BY sku_key, name_key ORDER BY confirmed_at DESC, invoice, item) AS nth
      FROM coding_examples
     WHERE account_id = $1 AND company_id = $2 AND vendor_id IS NOT DISTINCT FROM $3 AND location_id = $4
       AND name_key = ANY($5)
  ) old ON old.invoice = e.invoice AND old.item = e.item
   WHERE e.account_id = $1 AND old.nth > $6 FOR UPDATE OF e SKIP LOCKED)
"""

MOVE = "UPDATE coding_examples SET vendor_id = $3, location_id = $4 WHERE account_id = $1 AND invoice = $2"


@dataclass(frozen=True, slots=True)
class Taught:
    """What one line teaches: type -> dimension, None for one that a person took away."""

    line: Line
    values: Mapping[str, str | None]


async def teach_by_person(tx: Transaction, place: Place, invoice: UUID, taught: Sequence[Taught]) -> None:
    """What a person has just set; what they set before on the same line stays."""
    values = [{t: {"id": id, "at": msgspec.to_builtins(tx.now)} for t, id in one.values.items()} for one in taught]
    await _upsert(tx, place, invoice, taught, None, values, [{} for _ in taught])


async def teach_by_approval(tx: Transaction, place: Place, invoice: UUID, taught: Sequence[Taught]) -> None:
    """What stands on the lines while they are approved; it counts as long as they are."""
    await _upsert(tx, place, invoice, taught, tx.now, [{} for _ in taught], [dict(one.values) for one in taught])


async def move(tx: Transaction, place: Place, invoice: UUID) -> None:
    """The invoice has another vendor or location now."""
    await tx.execute(MOVE, tx.account_id, invoice, place.vendor_id, place.location_id)


async def _upsert(
    tx: Transaction,
    place: Place,
    invoice: UUID,
    taught: Sequence[Taught],
    approved_at: datetime | None,
    by_person: Sequence[object],
    by_approval: Sequence[object],
) -> None:
    names = [name_key(one.line.name) for one in taught]
    await tx.execute(
        UPSERT,
        tx.account_id,
        invoice,
        place.company_id,
        place.vendor_id,
        place.location_id,
        tx.now,
        approved_at,
        [one.line.id for one in taught],
        [sku_key(one.line.sku) for one in taught],
        names,
        by_person,
        by_approval,
    )
    keys = sorted(set(names))
    await tx.execute(FORGET_OLDEST, tx.account_id, place.company_id, place.vendor_id, place.location_id, keys, KEPT)
