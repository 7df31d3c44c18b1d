"""Find bank details that wait, and lock their vendor: whoever settles them comes one after the other."""

from payables.kit.errors import NotFound
from payables.kit.ids import parse_uuid
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.vendors import queries
from payables.vendors.errors import BankChangeSettled
from payables.vendors.model import BankChange, BankChangeStatus, Vendor
from payables.vendors.queries import bank_changes


async def lock_bank_change(tx: Transaction, caller: Caller, id: str) -> tuple[Vendor, BankChange]:
    """Raises NotFound, OutOfScope, BankChangeSettled."""
    known = parse_uuid(id)
    found = await bank_changes.visible(tx, caller.scope, known) if known else None
    if found is None:
        raise NotFound(what="bank change")
    caller.need_whole_companies()
    vendor = (await queries.lock_by_ids(tx, found.company_id, [found.vendor_id])).get(found.vendor_id)
    change = await bank_changes.visible(tx, caller.scope, found.id)
    if vendor is None or change is None:
        raise NotFound(what="bank change")
    if change.status is not BankChangeStatus.OPEN:
        raise BankChangeSettled(status=change.status)
    return vendor, change
