"""Who asked for bank details takes that back."""

from payables.audit.actions.record import record
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.vendors.actions.lock_bank_change import lock_bank_change
from payables.vendors.errors import NotTheirBankChange
from payables.vendors.model import BankChange, BankChangeStatus
from payables.vendors.store import bank_changes as store


async def withdraw_bank_change(tx: Transaction, caller: Caller, id: str, reason: str | None = None) -> BankChange:
    """Raises NotFound, OutOfScope, BankChangeSettled, NotTheirBankChange."""
    vendor, change = await lock_bank_change(tx, caller, id)
    if change.asked_by != caller.user_id:
        raise NotTheirBankChange
    await store.settle(tx, change, BankChangeStatus.WITHDRAWN, by=caller.user_id, reason=reason)
    await store.put_hold(tx, vendor.company_id, [vendor.id])
    told = {"bank_change": str(change.id), "iban": change.iban}
    record(tx, "vendor.bank_change_withdrawn", "vendor", vendor.id, before=told, message=reason)
    return change
