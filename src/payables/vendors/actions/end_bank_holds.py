"""The time after vendors' bank details were changed is over: their invoices can be exported."""

from payables.audit.actions.record import record
from payables.platform.db import Transaction
from payables.vendors import queries
from payables.vendors.queries import bank_changes
from payables.vendors.store import bank_changes as store

AT_ONCE = 500


async def end_bank_holds(tx: Transaction) -> bool:
    """Of one company at a time, since its vendors are locked in one order; whether there may be more."""
    due = await bank_changes.vendors_with_ending_holds(tx, AT_ONCE)
    if not due:
        return False
    company_id = due[0][0]
    locked = await queries.lock_by_ids(tx, company_id, [vendor for company, vendor in due if company == company_id])
    await store.end_holds(tx, locked)
    await store.put_hold(tx, company_id, locked)
    for id in (vendor.id for vendor in locked.values() if vendor.bank_hold == "cooling"):
        record(tx, "vendor.bank_hold_ended", "vendor", id)
    return True
