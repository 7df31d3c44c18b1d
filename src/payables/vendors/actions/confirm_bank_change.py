"""A second person confirms a vendor's bank details: they are in force, and for a while nothing of the vendor is exported."""

from datetime import datetime
from typing import Any

import msgspec

from payables.access import queries as access
from payables.access.model import User
from payables.access.queries.hands import one_hand
from payables.audit.actions.record import record
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Caller, Permission
from payables.platform.db import Transaction
from payables.vendors import store as vendor_store
from payables.vendors.actions.lock_bank_change import lock_bank_change
from payables.vendors.errors import MayNotConfirm, OwnBankChange, PersonNeeded
from payables.vendors.model import BankChange, BankChangeStatus, Vendor
from payables.vendors.queries.settings import bank_hold
from payables.vendors.store import bank_changes as store


async def confirm_bank_change(
    tx: Transaction, caller: Caller, id: str, *, comment: str | None = None, acts_for: int | str | None = None
) -> BankChange:
    """`acts_for` is the person (user id or e-mail address) on whose behalf an API user confirms. Nobody confirms for
    somebody who is away: a stand-in is one person more who knows of it, not another one who checked it.

    Raises NotFound, OutOfScope, BankChangeSettled, PersonNeeded, PermissionDenied, InvalidFields, MayNotConfirm,
    OwnBankChange.
    """
    vendor, change = await lock_bank_change(tx, caller, id)
    person = await _person(tx, caller, vendor, acts_for)
    if change.asked_by is not None:
        asking = await one_hand(tx, frozenset({change.asked_by}), change.asked_at)
        if asking & {caller.user_id, person.id}:
            raise OwnBankChange
    until = tx.now + await bank_hold(tx, vendor.company_id)
    await vendor_store.update(tx, vendor.company_id, [msgspec.structs.replace(vendor, iban=change.iban)])
    await store.settle(tx, change, BankChangeStatus.CONFIRMED, by=person.id, reason=comment, hold_until=until)
    await store.put_hold(tx, vendor.company_id, [vendor.id])
    _write_down(tx, change, person, until, comment)
    return change


async def _person(tx: Transaction, caller: Caller, vendor: Vendor, acts_for: int | str | None) -> User:
    """Who confirms; a program names whom it acts for, if it may."""
    if acts_for is None and caller.kind != "person":
        raise PersonNeeded
    (found,) = await access.named_users(tx, [caller.user_id if acts_for is None else acts_for])
    if found is None:
        raise InvalidFields([FieldError("confirmer", "There is no such person.", "unknown_user")])
    if found.id != caller.user_id:
        caller.need(Permission.INVOICES_APPROVE_FOR_OTHERS)
    if found.kind != "person" or not found.may(Permission.VENDORS_CONFIRM_BANK) or not _sees(found, vendor):
        raise MayNotConfirm(user=found.display_name)
    return found


def _sees(user: User, vendor: Vendor) -> bool:
    """All of the vendor's company."""
    return user.location_ids is None and (user.company_ids is None or vendor.company_id in user.company_ids)


def _write_down(tx: Transaction, change: BankChange, person: User, until: datetime, comment: str | None) -> None:
    before = {"iban": change.iban_before}
    after: dict[str, Any] = {"iban": change.iban, "bank_change": str(change.id), "confirmed_by": person.id}
    after["asked_by"] = change.asked_by
    if until > tx.now:
        after["held_until"] = until.isoformat()
    on_behalf = f"On behalf of {person.display_name}." if person.id != tx.actor.user_id else None
    said = " ".join(filter(None, [on_behalf, comment])) or None
    record(tx, "vendor.bank_change_confirmed", "vendor", change.vendor_id, before=before, after=after, message=said)
