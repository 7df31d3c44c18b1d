"""Writes of conversions."""

from payables.platform.db import Transaction
from payables.units.model import Learned

INSERT = """
INSERT INTO unit_conversions
  (account_id, id, company_id, vendor_id, item_key, sku, item_name, from_unit, to_unit, factor, source, created_at, created_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
"""

DELETE = "DELETE FROM unit_conversions WHERE account_id = $1 AND id = $2"


async def insert(tx: Transaction, learned: Learned) -> None:
    conversion = learned.conversion
    await tx.execute(
        INSERT,
        tx.account_id,
        learned.id,
        learned.company_id,
        learned.vendor_id,
        conversion.item_key,
        learned.sku,
        learned.item_name,
        conversion.from_unit,
        conversion.to_unit,
        conversion.factor,
        learned.source,
        learned.created_at,
        learned.created_by,
    )


async def delete(tx: Transaction, learned: Learned) -> None:
    await tx.execute(DELETE, tx.account_id, learned.id)
