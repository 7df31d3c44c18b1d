"""Bank details are asked for: they wait for a second person, and meanwhile nothing of their vendors is exported."""

from collections.abc import Mapping, Sequence

from payables.access.queries.confirmers import people_who_may
from payables.audit.actions.record import record
from payables.notices.actions.notify import notify
from payables.notices.model import NoticeKind, Subject
from payables.platform.caller import Permission
from payables.platform.db import Transaction
from payables.vendors.model import BankChangeStatus, Vendor
from payables.vendors.store import bank_changes as store
from payables.vendors.store import former_ids
from payables.vendors.store.bank_changes import Noted

HAD_BEFORE = "Another vendor had this id in the ERP before."


async def ask_bank_changes(
    tx: Transaction, company_id: int, asked: Mapping[Vendor, str | None], *, comment: str | None = None
) -> None:
    """By vendor, what is asked for instead of what is in force; the vendors are locked and have the ids that they are to have.
    Whatever waited for one before is replaced: a confirmation names what it confirms."""
    if not asked:
        return
    ids = [vendor.id for vendor in asked]
    await store.replace_open(tx, ids)
    changes = await _beside_others(tx, company_id, asked, comment)
    await store.insert(tx, company_id, BankChangeStatus.OPEN, changes)
    await store.put_hold(tx, company_id, ids)
    for one in changes:
        before, after = {"iban": one.iban_before}, {"iban": one.iban, "bank_change": str(one.id)}
        record(tx, "vendor.bank_change_asked", "vendor", one.vendor_id, before=before, after=after, message=one.comment)
    names = [vendor.erp_vendor_name for vendor in asked]
    await _tell(tx, company_id, Subject("bank_change", changes[0].id), names)


async def _beside_others(
    tx: Transaction, company_id: int, asked: Mapping[Vendor, str | None], comment: str | None
) -> list[Noted]:
    """Of a vendor that has none in force, beside those of the vendor that had its id before: whoever confirms has to know
    that these are not the first ones that are paid."""
    without = {vendor.erp_vendor_id: vendor.id for vendor in asked if vendor.iban is None and vendor.erp_vendor_id}
    found = await former_ids.had(tx, company_id, list(without))
    had = {without[id]: one["iban"] for id, one in found.items() if one["vendor_id"] != without[id]}
    told = " ".join(filter(None, [HAD_BEFORE, comment]))
    return [
        Noted(tx.new_id(), vendor.id, iban, had[vendor.id], told)
        if vendor.id in had
        else Noted(tx.new_id(), vendor.id, iban, vendor.iban, comment)
        for vendor, iban in asked.items()
    ]


async def _tell(tx: Transaction, company_id: int, first: Subject, names: Sequence[str]) -> None:
    """Once for all that are asked for together: a file may bring a thousand."""
    whose = names[0] if len(names) == 1 else f"{len(names)} vendors"
    people = await people_who_may(tx, Permission.VENDORS_CONFIRM_BANK, company_id)
    told = f"New bank details of {whose} wait for a second person."
    notify(tx, NoticeKind.BANK_DETAILS, first, people, cause=str(first.id), message=told)


async def note_synced(tx: Transaction, company_id: int, changed: Mapping[Vendor, str | None]) -> None:
    """An ERP that is trusted with them has brought other bank details than those of these vendors: they are in force, and
    what waited is replaced."""
    if not changed:
        return
    ids = [vendor.id for vendor in changed]
    await store.replace_open(tx, ids)
    changes = [Noted(tx.new_id(), vendor.id, iban, vendor.iban) for vendor, iban in changed.items()]
    await store.insert(tx, company_id, BankChangeStatus.SYNCED, changes)
    await store.put_hold(tx, company_id, ids)


async def note_first(tx: Transaction, company_id: int, vendors: Sequence[Vendor], *, trusted: bool) -> None:
    """The accounts that new vendors came with: nothing was paid to another one before. Of a trusted ERP they are marked as
    its others are: two people have looked at them."""
    changes = [Noted(tx.new_id(), vendor.id, vendor.iban, None) for vendor in vendors if vendor.iban]
    if changes:
        status = BankChangeStatus.SYNCED if trusted else BankChangeStatus.FIRST
        await store.insert(tx, company_id, status, changes)
