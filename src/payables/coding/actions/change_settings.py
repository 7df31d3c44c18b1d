"""Change how a company wants its invoices coded."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from payables.accounts.actions.lock import lock
from payables.audit.actions.record import changed_fields, record
from payables.coding.events import REQUIRED_CHANGED
from payables.coding.model import Settings
from payables.coding.queries.settings import settings_of
from payables.coding.rules.setting_fields import read_settings
from payables.coding.store import settings as store
from payables.kit.content_tag import check_seen
from payables.kit.errors import InvalidFields
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.queue import enqueue


async def change_settings(
    tx: Transaction, caller: Caller, company_id: int, sent: Mapping[str, Any], *, seen: str | None = None
) -> Settings:
    """Only what was sent; the caller has checked the company. Where other dimensions are required, those
    who have invoices are told by a job (events.py). `seen` is the tag of the content (kit.content_tag). Raises InvalidFields,
    OutOfScope, ChangedMeanwhile."""
    caller.need_whole_companies()
    values, faults = read_settings(sent)
    if faults:
        raise InvalidFields(faults)
    await lock(tx)
    before = await settings_of(tx, company_id)
    check_seen(before, seen)
    after = replace(before, **values)
    if after != before:
        await store.write(tx, company_id, after)
        was, now = changed_fields(asdict(before), asdict(after))
        if _required(after) != _required(before):
            enqueue(tx, REQUIRED_CHANGED, {"account_id": str(tx.account_id), "company_id": company_id})
        record(tx, "coding_settings.changed", "coding_settings", company_id, before=was, after=now)
    return after


def _required(settings: Settings) -> tuple[Any, Any]:
    return settings.required_header, settings.required_lines
