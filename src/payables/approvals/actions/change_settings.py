"""Set when people are reminded, and who is asked when it takes too long."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from payables.access import queries as access
from payables.accounts.actions.lock import lock
from payables.approvals.queries import settings as queries
from payables.approvals.rules.escalation import MOST_HOURS, MOST_PEOPLE, ApprovalSettings, check_settings
from payables.approvals.store import settings as store
from payables.audit.actions.record import changed_fields, record
from payables.kit.content_tag import check_seen
from payables.kit.errors import FieldError, InvalidFields, OutOfScope
from payables.platform.caller import Caller, Permission
from payables.platform.db import Transaction

HOURS = ("remind_after_hours", "remind_every_hours", "escalate_after_hours")


async def change_settings(
    tx: Transaction,
    caller: Caller,
    sent: Mapping[str, Any],
    people: list[int | str] | None,
    *,
    seen: str | None = None,
) -> ApprovalSettings:
    """`sent` has what was sent of HOURS; `people`, user ids or addresses, are whom it escalates to, None for as before.
    They hold for the whole account, so the caller has to see all of it. `seen` is the tag of their content. Raises OutOfScope,
    InvalidFields, ChangedMeanwhile."""
    if caller.scope.company_ids is not None or caller.scope.location_ids is not None:
        raise OutOfScope(what="account")
    await lock(tx)
    before = await queries.of_account(tx)
    check_seen(before, seen)
    after = replace(before, **{name: _hours(name, sent[name]) for name in HOURS if name in sent})
    if people is not None:
        after = replace(after, escalate_to=await _people(tx, people))
    check_settings(after)
    if after != before:
        await store.write(tx, after)
        was, now = changed_fields(asdict(before), asdict(after))
        record(tx, "approval_settings.changed", "account", tx.account_id, before=was, after=now)
    return after


def _hours(name: str, sent: int | None) -> int | None:
    if sent is not None and not 1 <= sent <= MOST_HOURS:
        raise InvalidFields([FieldError(name, f"Send whole hours, 1 to {MOST_HOURS}, or null.", "out_of_range")])
    return sent


async def _people(tx: Transaction, wanted: list[int | str]) -> tuple[int, ...]:
    if len(wanted) > MOST_PEOPLE:
        raise InvalidFields([FieldError("escalate_to", f"Name at most {MOST_PEOPLE} people.", "too_many")])
    found = await access.named_users(tx, wanted)
    faults: list[FieldError] = []
    for n, person in enumerate(found):
        if person is None:
            faults.append(FieldError(f"escalate_to[{n}]", "There is no such user.", "unknown_user"))
        elif person.kind != "person" or not person.may(Permission.INVOICES_APPROVE):
            sentence = f"{person.display_name} may not approve: choose an active person whose role allows it."
            faults.append(FieldError(f"escalate_to[{n}]", sentence, "approver_may_not_approve"))
    if faults:
        raise InvalidFields(faults)
    return tuple(dict.fromkeys(person.id for person in found if person is not None))
