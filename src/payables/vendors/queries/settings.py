"""How a company goes about its vendors."""

from payables.platform.db import Transaction
from payables.vendors.model import VendorSettings

OF_COMPANY = "SELECT bank_hold_hours FROM vendor_settings WHERE account_id = $1 AND company_id = $2"


async def settings_of(tx: Transaction, company_id: int) -> VendorSettings:
    """The company's own, or the defaults."""
    row = await tx.fetchrow(OF_COMPANY, tx.account_id, company_id)
    return VendorSettings(**row) if row else VendorSettings()
