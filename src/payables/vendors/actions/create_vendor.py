"""Create one vendor."""

from collections.abc import Mapping

import msgspec

from payables.audit.actions.record import record
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.db import Transaction
from payables.platform.queue import enqueue
from payables.vendors import queries, store
from payables.vendors.actions.ask_bank_changes import note_first
from payables.vendors.actions.check_former_ids import check_former_ids
from payables.vendors.errors import VendorExists
from payables.vendors.events import VENDORS_ENTERED
from payables.vendors.model import Vendor
from payables.vendors.rules.fields import LONGEST, missing_fields, read_fields


async def create_vendor(
    tx: Transaction, company_id: int, sent: Mapping[str, object], *, trusted: bool = False
) -> Vendor:
    """`sent` holds the fields of POST /v1/vendors; the caller has checked the company, and says whether they are trusted with
    bank details (rules/trusted.py).

    Raises InvalidFields, and VendorExists when the company has the `erp_vendor_id` already. The database decides who
    was first: nothing is looked up before the insert.
    """
    values, faults = read_fields(sent)
    faulty = {fault.field for fault in faults}
    if faults := faults + [fault for fault in missing_fields(values) if fault.field not in faulty]:
        raise InvalidFields(faults)
    vendor = new_vendor(tx, await tx.new_number("vendor"), company_id, values)
    while not await store.insert(tx, company_id, [vendor]):
        await _refuse_known(tx, vendor)
    if not trusted:
        (vendor,) = await check_former_ids(tx, company_id, [vendor])
    record_creation(tx, vendor)
    await note_first(tx, company_id, [vendor], trusted=trusted)
    return vendor


def new_vendor(tx: Transaction, vendor_id: int, company_id: int, values: Mapping[str, str | None]) -> Vendor:
    """A vendor that is not stored yet; fields that were not sent are null."""
    fields = dict.fromkeys(LONGEST) | dict(values)
    return Vendor(id=vendor_id, company_id=company_id, created_at=tx.now, updated_at=tx.now, **fields)  # type: ignore[arg-type]


def record_creation(tx: Transaction, vendor: Vendor) -> None:
    after = {name: value for name, value in told(vendor).items() if value is not None}
    record(tx, "vendor.created", "vendor", vendor.id, after=after)
    tell_entered(tx, vendor)


def tell_entered(tx: Transaction, vendor: Vendor) -> None:
    """Whoever waits for a vendor with this ERP id is told."""
    if vendor.erp_vendor_id is not None:
        tx.at_commit(_tell_entered, (vendor.company_id, vendor.erp_vendor_id))


def told(vendor: Vendor) -> dict[str, object]:
    """What the trail says of a vendor."""
    fields = msgspec.structs.asdict(vendor)
    return {name: fields[name] for name in ("company_id", *LONGEST)}


async def _tell_entered(tx: Transaction, entered: list[tuple[int, str]]) -> None:
    """One job for all vendors of a company that the transaction enters."""
    for company_id in sorted({company_id for company_id, _ in entered}):
        ids = [erp_id for company, erp_id in entered if company == company_id]
        payload = {"account_id": str(tx.account_id), "company_id": company_id, "erp_vendor_ids": ids}
        enqueue(tx, VENDORS_ENTERED, payload)


async def _refuse_known(tx: Transaction, vendor: Vendor) -> None:
    """Whoever had the ERP id may have been withdrawn in this very moment: then there is nothing to refuse."""
    if found := await queries.by_erp_id(tx, vendor.company_id, vendor.erp_vendor_id or ""):
        fault = FieldError("erp_vendor_id", f"The vendor {found.id} has it already.", "already_exists")
        raise VendorExists([fault], vendor_id=found.id)
