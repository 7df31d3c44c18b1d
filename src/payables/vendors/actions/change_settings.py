"""Change how a company goes about its vendors."""

from payables.accounts.actions.lock import lock
from payables.audit.actions.record import record
from payables.kit.content_tag import check_seen
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.vendors.model import VendorSettings
from payables.vendors.queries.settings import settings_of
from payables.vendors.store import settings as store

LONGEST_HOLD = 720


async def change_settings(
    tx: Transaction, caller: Caller, company_id: int, bank_hold_hours: int, *, seen: str | None = None
) -> VendorSettings:
    """What is held already stays held as long as it was told, and what is confirmed before the hours of now are over is held as
    long as by them (rules/bank_hold.py). The caller has checked the company. `seen` is the tag of their
    content. Raises InvalidFields, OutOfScope, ChangedMeanwhile."""
    caller.need_whole_companies()
    if not 0 <= bank_hold_hours <= LONGEST_HOLD:
        sentence = f"Send a whole number of hours from 0 to {LONGEST_HOLD}."
        raise InvalidFields([FieldError("bank_hold_hours", sentence, "out_of_range")])
    await lock(tx)
    before, after = await settings_of(tx, company_id), VendorSettings(bank_hold_hours)
    check_seen(before, seen)
    if after != before:
        await store.write(tx, company_id, after)
        was, now = {"bank_hold_hours": before.bank_hold_hours}, {"bank_hold_hours": bank_hold_hours}
        record(tx, "vendor_settings.changed", "vendor_settings", company_id, before=was, after=now)
    return after
