"""Change how a company wants its invoices coded."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from payables.audit.actions.record import changed_fields, record
from payables.coding.model import Settings
from payables.coding.queries.settings import settings_of
from payables.coding.rules.setting_fields import read_settings
from payables.coding.store import settings as store
from payables.kit.errors import InvalidFields, OutOfScope
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def change_settings(tx: Transaction, caller: Caller, company_id: int, sent: Mapping[str, Any]) -> Settings:
    """Only what was sent; the caller has checked the company. Raises InvalidFields, OutOfScope."""
    if caller.scope.location_ids is not None:
        raise OutOfScope(what="company as a whole")
    values, faults = read_settings(sent)
    if faults:
        raise InvalidFields(faults)
    before = await settings_of(tx, company_id)
    after = replace(before, **values)
    if after != before:
        await store.write(tx, company_id, after)
        was, now = changed_fields(asdict(before), asdict(after))
        record(tx, "coding_settings.changed", "coding_settings", company_id, before=was, after=now)
    return after
