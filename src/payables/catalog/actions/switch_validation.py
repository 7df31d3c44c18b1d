"""Switch item validation of a vendor on or off."""

from payables.audit.actions.record import record
from payables.catalog.actions.tell_items import tell_vendor
from payables.catalog.queries.validation import Validation, validations
from payables.catalog.store import validation as store
from payables.kit.errors import NotFound
from payables.kit.pages import Page
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.vendors import queries as vendors
from payables.vendors.model import Vendor


async def switch_validation(
    tx: Transaction, caller: Caller, company_id: int, vendor_id: int, is_on: bool | None
) -> Validation:
    """None goes back to the default. The company has been checked. The vendor's open invoices are looked at again by a job.
    Raises NotFound, OutOfScope."""
    caller.need_whole_companies()
    vendor = await vendors.by_id(tx, company_id, vendor_id)
    if vendor is None:
        raise NotFound(what="vendor")
    before = await _now(tx, company_id, vendor)
    if before.switched == is_on:
        return before
    await store.put(tx, company_id, vendor_id, is_on)
    tell_vendor(tx, company_id, vendor_id)
    was, now = {"item_validation": before.switched}, {"item_validation": is_on}
    record(tx, "item_validation.changed", "vendor", vendor_id, before=was, after=now)
    return await _now(tx, company_id, vendor)


async def _now(tx: Transaction, company_id: int, vendor: Vendor) -> Validation:
    _, found = await validations(tx, company_id, Page(1, 1), vendor_id=vendor.id)
    return found[0] if found else Validation(vendor.id, vendor.erp_vendor_id, vendor.erp_vendor_name, None, 0)
