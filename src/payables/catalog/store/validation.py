"""Writes of whether a vendor's lines are matched."""

from payables.platform.db import Transaction

UPSERT = """
INSERT INTO catalog_validation (account_id, company_id, vendor_id, is_on, updated_at, updated_by)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (account_id, company_id, vendor_id) DO UPDATE
   SET is_on = excluded.is_on, updated_at = excluded.updated_at, updated_by = excluded.updated_by
"""

FORGET = "DELETE FROM catalog_validation WHERE account_id = $1 AND company_id = $2 AND vendor_id = $3"


async def put(tx: Transaction, company_id: int, vendor_id: int, is_on: bool | None) -> None:
    """None goes back to the default."""
    place = (tx.account_id, company_id, vendor_id)
    if is_on is None:
        await tx.execute(FORGET, *place)
    else:
        await tx.execute(UPSERT, *place, is_on, tx.now, tx.actor.user_id)
