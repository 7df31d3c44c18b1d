"""Whoever comes under an id that another vendor had in the ERP is paid in its place: their bank details wait for a second person,
as a change of that vendor's would (actions/ask_bank_changes.py)."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from payables.kit.errors import FieldError
from payables.platform.db import Transaction
from payables.vendors import store as vendor_store
from payables.vendors.actions.ask_bank_changes import ask_bank_changes
from payables.vendors.errors import IdOfAnother
from payables.vendors.model import BankChange, BankHold, Vendor
from payables.vendors.store import former_ids as store


async def note_left(tx: Transaction, company_id: int, left: Sequence[tuple[str | None, int, str | None]]) -> None:
    """ERP id, vendor and bank details of those who have the id no more."""
    await store.put(tx, company_id, [(erp_id, vendor, iban) for erp_id, vendor, iban in left if erp_id])


async def check_former_ids(tx: Transaction, company_id: int, vendors: Sequence[Vendor]) -> list[Vendor]:
    """These vendors, which have just been entered, as they are then: of some the bank details are taken out of force, and asked
    for."""
    banked = {vendor.erp_vendor_id: vendor for vendor in vendors if vendor.iban and vendor.erp_vendor_id}
    had = await store.had(tx, company_id, list(banked))
    asked = {
        replace(one, iban=None): one.iban
        for id, one in banked.items()
        if id in had and _is_another(had[id], one, one.iban)
    }
    if not asked:
        return list(vendors)
    await vendor_store.update(tx, company_id, list(asked))
    await ask_bank_changes(tx, company_id, asked)
    waiting = {one.id: replace(one, bank_hold=BankHold.WAITING) for one in asked}
    return [waiting.get(one.id, one) for one in vendors]


async def refuse_anothers_id(tx: Transaction, vendor: Vendor, waiting: BankChange | None) -> None:
    """A vendor that has bank details in force does not step in the place of one that was paid by others: taking them out of
    force would lose them, should the id have been typed by mistake. Nor does one for which some were asked before: whoever
    confirms them would not know. The vendor has its new id already. Raises IdOfAnother."""
    accounts = vendor.iban or (waiting.iban if waiting else None)
    if accounts is None or vendor.erp_vendor_id is None:
        return
    had = await store.had(tx, vendor.company_id, [vendor.erp_vendor_id])
    if any(_is_another(one, vendor, accounts) for one in had.values()):
        said = "Another vendor had this id in the ERP, with other bank details."
        raise IdOfAnother([FieldError("erp_vendor_id", said, IdOfAnother.code)])


def _is_another(had: Mapping[str, object], vendor: Vendor, accounts: str | None) -> bool:
    return had["vendor_id"] != vendor.id and had["iban"] != accounts
