"""When does a clock remind people, and when does it ask others as well?

Hours count from when a request's turn came. Who is out of office and has nobody standing in is not waited for: their
requests are escalated at once, where the account escalates at all, and not to who has put them out of office.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from payables.access.model import User
from payables.approvals.model import StandIn
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Permission

MOST_HOURS = 24 * 365
MOST_PEOPLE = 20


@dataclass(frozen=True, slots=True)
class ApprovalSettings:
    """What an account has set; all of it off unless somebody switched it on. Times in hours."""

    remind_after_hours: int | None = None
    remind_every_hours: int | None = None  # None: once
    escalate_after_hours: int | None = None
    escalate_to: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Bounds:
    """Who has waited since before these instants is due; None is never."""

    remind: datetime | None
    remind_again: datetime | None
    escalate: datetime | None


def bounds(settings: ApprovalSettings, now: datetime) -> Bounds:
    def before(hours: int | None) -> datetime | None:
        return None if hours is None else now - timedelta(hours=hours)

    reminding = settings.remind_after_hours is not None
    return Bounds(
        before(settings.remind_after_hours),
        before(settings.remind_every_hours) if reminding else None,
        before(settings.escalate_after_hours),
    )


def reminder_is_due(bounds: Bounds, waiting_since: datetime, reminded_at: datetime | None) -> bool:
    if bounds.remind is None or waiting_since > bounds.remind:
        return False
    return reminded_at is None or (bounds.remind_again is not None and reminded_at <= bounds.remind_again)


def escalation_is_due(bounds: Bounds, waiting_since: datetime, escalated_at: datetime | None) -> bool:
    return bounds.escalate is not None and escalated_at is None and waiting_since <= bounds.escalate


def nobody_is_there(bounds: Bounds, escalated_at: datetime | None, absence: StandIn | None) -> bool:
    """Out of office without a stand-in: whom else an account escalates to is asked before its time."""
    may_escalate = bounds.escalate is not None and escalated_at is None
    return may_escalate and absence is not None and absence.stand_in_id is None


def who_may_decide(
    people: Sequence[User], *, approver_id: int, company_id: int, location_id: int, authors: frozenset[int]
) -> list[int]:
    """Of those whom an account escalates to: who may approve, sees it, did not make it, and was not asked already."""
    return [
        person.id
        for person in people
        if person.may(Permission.INVOICES_APPROVE)
        and person.sees(company_id, location_id)
        and person.id not in authors
        and person.id != approver_id
    ]


def check_settings(settings: ApprovalSettings) -> None:
    """What belongs together is set together. Raises InvalidFields."""
    faults: list[FieldError] = []
    if settings.remind_every_hours is not None and settings.remind_after_hours is None:
        faults.append(FieldError("remind_after_hours", "Say after how many hours the first reminder goes.", "required"))
    if settings.escalate_after_hours is not None and not settings.escalate_to:
        faults.append(FieldError("escalate_to", "Name who is asked when it takes too long.", "required"))
    if settings.escalate_after_hours is None and settings.escalate_to:
        faults.append(FieldError("escalate_after_hours", "Say after how many hours others are asked.", "required"))
    if faults:
        raise InvalidFields(faults)
