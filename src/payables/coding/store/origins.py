"""Writes of where values came from."""

from collections.abc import Mapping
from uuid import UUID

import msgspec

from payables.coding.model import Origin
from payables.platform.db import Transaction

UPSERT = """
INSERT INTO coding_origins AS o (account_id, invoice, item, origins)
SELECT $1, $2, x.* FROM unnest($3::int[], $4::jsonb[]) AS x (item, origins)
ON CONFLICT (account_id, invoice, item) DO UPDATE SET origins = o.origins || excluded.origins
"""


async def keep(tx: Transaction, invoice: UUID, origins: Mapping[int, Mapping[str, Origin]]) -> None:
    """Line (0 is the header) -> type -> origin; what was written of other types stays."""
    told = {item: msgspec.to_builtins(dict(found)) for item, found in sorted(origins.items()) if found}
    if told:
        await tx.execute(UPSERT, tx.account_id, invoice, list(told), list(told.values()))
