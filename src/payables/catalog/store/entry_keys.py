"""Writes of the keys by which lines find entries: many in two statements."""

from collections.abc import Sequence

from payables.catalog.model import Candidate, Entry
from payables.catalog.rules.entry_keys import keys_of_entry
from payables.platform.db import Transaction

FORGET = "DELETE FROM catalog_entry_keys WHERE account_id = $1 AND entry = ANY($2)"

INSERT = """
INSERT INTO catalog_entry_keys (account_id, company_id, vendor_id, key, entry)
SELECT $1, $2, x.vendor_id, x.key, x.entry FROM unnest($3::int[], $4::text[], $5::int[]) AS x (vendor_id, key, entry)
ON CONFLICT DO NOTHING
"""


async def insert_keys(tx: Transaction, company_id: int, entries: Sequence[Entry]) -> None:
    rows = [(one.vendor_id, key, one.id) for one in entries for key in keys_of_entry(_candidate(one))]
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    await tx.execute(INSERT, tx.account_id, company_id, *map(list, columns))


async def update_keys(tx: Transaction, company_id: int, entries: Sequence[Entry]) -> None:
    """The caller holds their rows."""
    await tx.execute(FORGET, tx.account_id, [one.id for one in entries])
    await insert_keys(tx, company_id, entries)


def _candidate(one: Entry) -> Candidate:
    return Candidate(one.id, one.item_name, one.sku, one.upc, one.size, one.uom)
