"""How a company matches."""

from payables.matching.model import OrdersNeeded
from payables.platform.db import Transaction

SETTINGS = "SELECT orders_needed FROM matching_settings WHERE account_id = $1 AND company_id = $2"


async def orders_needed(tx: Transaction, company_id: int) -> OrdersNeeded:
    """Asked once in a transaction."""
    rows = await tx.once(SETTINGS, tx.account_id, company_id)
    return OrdersNeeded(rows[0]["orders_needed"]) if rows else OrdersNeeded.WHEN_NAMED
