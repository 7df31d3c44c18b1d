"""Writes of what people said of a vendor's items."""

from collections.abc import Sequence

from payables.platform.db import Transaction

FORGET_SAME = """
DELETE FROM catalog_memory m USING unnest($4::text[], $5::int[]) AS x (item_key, entry)
 WHERE m.account_id = $1 AND m.company_id = $2 AND m.vendor_id = $3 AND m.item_key = x.item_key
   AND m.is_same AND m.entry <> x.entry
"""

UPSERT = """
INSERT INTO catalog_memory AS m (account_id, company_id, vendor_id, is_same, decided_at, decided_by, item_key, entry)
SELECT $1, $2, $3, $6, $7, $8, x.* FROM unnest($4::text[], $5::int[]) AS x (item_key, entry)
ON CONFLICT (account_id, company_id, vendor_id, item_key, entry) DO UPDATE
   SET is_same = excluded.is_same, decided_at = excluded.decided_at, decided_by = excluded.decided_by
"""

Pair = tuple[str, int]


async def remember(tx: Transaction, company_id: int, vendor_id: int, pairs: Sequence[Pair], *, is_same: bool) -> None:
    """Item key and entry: they are the same, or are not. An item is one entry at most; what was said before of the same pair
    holds no more."""
    told = {key: (key, entry) for key, entry in pairs if key} if is_same else {pair: pair for pair in pairs if pair[0]}
    if not told:
        return
    keys, entries = (list(column) for column in zip(*told.values(), strict=True))
    place = (tx.account_id, company_id, vendor_id, keys, entries)
    if is_same:
        await tx.execute(FORGET_SAME, *place)
    await tx.execute(UPSERT, *place, is_same, tx.now, tx.actor.user_id)
