"""Writes of prices: many in one statement. The caller holds the rows of their entries."""

from collections.abc import Sequence
from typing import Any

import msgspec

from payables.catalog.model import Price
from payables.platform.db import Transaction

INSERT = """
INSERT INTO catalog_prices (account_id, company_id, created_at, created_by, updated_at, updated_by, id, entry, target,
                            group_id, location_id, price, unit_price, start_date, end_date, reference_id, data)
SELECT $1, $2, $3, $4, $3, $4, x.id, x.entry, x.target, x.group_id, x.location_id, x.price, x.unit_price, x.start_date,
       x.end_date, x.reference_id, x.data::jsonb
  FROM unnest($5::int[], $6::int[], $7::smallint[], $8::int[], $9::int[], $10::numeric[], $11::numeric[], $12::date[],
              $13::date[], $14::text[], $15::text[])
    AS x (id, entry, target, group_id, location_id, price, unit_price, start_date, end_date, reference_id, data)
"""

END = """
UPDATE catalog_prices p SET end_date = x.end_date, updated_at = $2, updated_by = $3
  FROM unnest($4::int[], $5::date[]) AS x (id, end_date)
 WHERE p.account_id = $1 AND p.id = x.id
"""

_encode = msgspec.json.Encoder(decimal_format="number").encode


async def insert(tx: Transaction, company_id: int, prices: Sequence[Price]) -> None:
    rows = [
        (
            one.id,
            one.entry,
            int(one.place.target),
            one.place.group_id,
            one.place.location_id,
            one.price,
            one.unit_price,
            one.start,
            one.end,
            one.reference_id,
            as_text(one.data),
        )
        for one in prices
    ]
    if rows:
        await tx.execute(INSERT, tx.account_id, company_id, tx.now, tx.actor.user_id, *zip(*rows, strict=True))


async def end(tx: Transaction, prices: Sequence[Price]) -> None:
    """Each on the day that it has as its end now."""
    if prices:
        ids, days = [one.id for one in prices], [one.end for one in prices]
        await tx.execute(END, tx.account_id, tx.now, tx.actor.user_id, ids, days)


def as_text(data: Any) -> str | None:
    """A free object as JSON text: it travels in an array."""
    return None if data is None else _encode(data).decode()
