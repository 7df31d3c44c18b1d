"""Writes of a company's vendor settings."""

from payables.platform.db import Transaction
from payables.vendors.model import VendorSettings

UPSERT = """
INSERT INTO vendor_settings (account_id, company_id, updated_at, bank_hold_hours) VALUES ($1, $2, $3, $4)
ON CONFLICT (account_id, company_id) DO UPDATE
   SET (updated_at, bank_hold_hours) = (excluded.updated_at, excluded.bank_hold_hours)
"""


async def write(tx: Transaction, company_id: int, settings: VendorSettings) -> None:
    await tx.execute(UPSERT, tx.account_id, company_id, tx.now, settings.bank_hold_hours)
