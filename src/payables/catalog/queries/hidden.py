"""Which entries are hidden from matching."""

from collections.abc import Collection

from payables.platform.db import Transaction

HIDDEN = "SELECT id FROM catalog_entries WHERE account_id = $1 AND id = ANY($2) AND hidden_at IS NOT NULL"


async def hidden_among(tx: Transaction, entries: Collection[int]) -> set[int]:
    """Those of them that are hidden."""
    return {row["id"] for row in await tx.fetch(HIDDEN, tx.account_id, list(entries))} if entries else set()


async def is_hidden(tx: Transaction, entry: int) -> bool:
    return bool(await hidden_among(tx, [entry]))
