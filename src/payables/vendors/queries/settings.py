"""How a company goes about its vendors."""

from datetime import timedelta

from payables.audit import queries as audit
from payables.platform.db import Transaction
from payables.vendors.model import VendorSettings
from payables.vendors.rules.bank_hold import hold_of

OF_COMPANY = "SELECT bank_hold_hours FROM vendor_settings WHERE account_id = $1 AND company_id = $2"


async def settings_of(tx: Transaction, company_id: int) -> VendorSettings:
    """The company's own, or the defaults."""
    row = await tx.fetchrow(OF_COMPANY, tx.account_id, company_id)
    return VendorSettings(**row) if row else VendorSettings()


async def bank_hold(tx: Transaction, company_id: int) -> timedelta:
    """For how long what is confirmed now is held. What the settings were before stands in the trail; it is read last, so that
    hours that are set in this very moment are not missed there."""
    settings = await settings_of(tx, company_id)
    entries = await audit.entries_of(tx, "vendor_settings", company_id)
    left = [(entry.at, entry.before["bank_hold_hours"]) for entry in entries if entry.before]
    return hold_of(settings, left, tx.now)
