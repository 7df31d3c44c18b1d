"""Reads of conversions."""

from collections.abc import Collection

from payables.platform.db import Transaction
from payables.units.model import Conversion

OF_ITEMS = """
SELECT item_key, from_unit, to_unit, factor FROM unit_conversions
 WHERE account_id = $1 AND company_id = $2 AND vendor_id = $3 AND item_key = ANY($4) ORDER BY item_key, from_unit, to_unit
"""


async def conversions(
    tx: Transaction, company_id: int, vendor_id: int, item_keys: Collection[str]
) -> tuple[Conversion, ...]:
    """What was learned for these items of the vendor."""
    rows = await tx.fetch(OF_ITEMS, tx.account_id, company_id, vendor_id, sorted(set(item_keys)))
    return tuple(Conversion(row["item_key"], row["from_unit"], row["to_unit"], row["factor"]) for row in rows)
