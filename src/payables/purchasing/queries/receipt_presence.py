"""Whether anything was delivered for an order."""

from uuid import UUID

from payables.platform.db import Transaction

HAS_RECEIPTS = """
SELECT EXISTS (SELECT FROM receipts WHERE account_id = $1 AND purchase_order = $2 AND status <> 'deleted')
"""


async def has_receipts(tx: Transaction, order_id: UUID) -> bool:
    """Also one that counts nothing, since its unit cannot be converted. The caller holds the lock of the order."""
    return await tx.fetchval(HAS_RECEIPTS, tx.account_id, order_id)
