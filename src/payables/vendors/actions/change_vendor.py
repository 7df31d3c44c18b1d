"""Change one vendor by its id."""

from collections.abc import Mapping

from payables.kit.errors import FieldError, InvalidFields, NotFound
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.vendors import queries, store
from payables.vendors.actions.ask_bank_changes import ask_bank_changes, note_synced
from payables.vendors.actions.check_former_ids import note_left, refuse_anothers_id
from payables.vendors.actions.create_vendor import tell_entered
from payables.vendors.actions.upsert_vendors import record_change, tell_changed
from payables.vendors.errors import VendorExists, VendorStale
from payables.vendors.model import BankChange, Vendor
from payables.vendors.queries import bank_changes
from payables.vendors.rules.bank_change import parted
from payables.vendors.rules.fields import read_fields
from payables.vendors.rules.trusted import is_trusted


async def change_vendor(
    tx: Transaction,
    caller: Caller,
    vendor_id: int,
    sent: Mapping[str, object],
    *,
    comment: str | None = None,
    seen_version: int | None = None,
) -> None:
    """What is left out is kept, null clears. Other bank details wait for a second person; `comment` goes with them.

    Raises NotFound, OutOfScope, InvalidFields, VendorStale, IdOfAnother, VendorExists.
    """
    found = await queries.visible(tx, caller.scope, vendor_id)
    if found is None:
        raise NotFound(what="vendor")
    caller.need_whole_companies()
    values, faults = read_fields(sent)
    if faults:
        raise InvalidFields(faults)
    vendor = await _lock(tx, found.vendor, seen_version)
    waiting = (await bank_changes.open_of(tx, [vendor.id])).get(vendor.id)
    plan = parted(vendor, values, waiting, tx.now, trusted=is_trusted(caller))
    if plan.after == vendor:
        return
    await _write(tx, vendor, plan.after)
    if plan.after.erp_vendor_id != vendor.erp_vendor_id:
        goes_along = None if plan.asks else waiting
        await _take_id(tx, vendor, plan.after, goes_along, trusted=is_trusted(caller))
    tell_changed(tx, vendor.company_id, [(vendor, plan.after)])
    if plan.asks:
        await ask_bank_changes(tx, vendor.company_id, {plan.after: plan.iban}, comment=comment)
    elif plan.synced:
        await note_synced(tx, vendor.company_id, {vendor: plan.iban})


async def _lock(tx: Transaction, found: Vendor, seen_version: int | None) -> Vendor:
    vendor = (await queries.lock_by_ids(tx, found.company_id, [found.id])).get(found.id)
    if vendor is None:
        raise NotFound(what="vendor")
    if seen_version is not None and seen_version != vendor.version:
        raise VendorStale
    return vendor


async def _write(tx: Transaction, before: Vendor, after: Vendor) -> None:
    if not await store.change(tx, after):
        known = await queries.by_erp_id(tx, after.company_id, after.erp_vendor_id or "")
        fault = FieldError("erp_vendor_id", "Another vendor of the company has it already.", "already_exists")
        raise VendorExists([fault], vendor_id=known.id if known else "unknown")
    record_change(tx, before, after)


async def _take_id(
    tx: Transaction, before: Vendor, after: Vendor, waiting: BankChange | None, *, trusted: bool
) -> None:
    """The id is its own already: whoever gave it up in this very moment was waited for, and is seen here."""
    if not trusted:
        await refuse_anothers_id(tx, after, waiting)
    tell_entered(tx, after)
    await note_left(tx, after.company_id, [(before.erp_vendor_id, before.id, before.iban)])
