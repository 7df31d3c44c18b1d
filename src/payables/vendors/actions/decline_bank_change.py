"""A second person declines bank details that were asked for: those in force stay, and the vendor's invoices go on."""

from payables.audit.actions.record import record
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.vendors.actions.lock_bank_change import lock_bank_change
from payables.vendors.errors import OwnBankChange
from payables.vendors.model import BankChange, BankChangeStatus
from payables.vendors.store import bank_changes as store


async def decline_bank_change(tx: Transaction, caller: Caller, id: str, reason: str) -> BankChange:
    """Raises NotFound, OutOfScope, BankChangeSettled, OwnBankChange."""
    vendor, change = await lock_bank_change(tx, caller, id)
    # By ids, not by one hand as a confirmation: no takes nothing away, and whoever runs the ERP's sync stops what it brought
    if change.asked_by == caller.user_id:
        raise OwnBankChange
    await store.settle(tx, change, BankChangeStatus.DECLINED, by=caller.user_id, reason=reason)
    await store.put_hold(tx, vendor.company_id, [vendor.id])
    told = {"bank_change": str(change.id), "iban": change.iban}
    record(tx, "vendor.bank_change_declined", "vendor", vendor.id, before=told, message=reason)
    return change
