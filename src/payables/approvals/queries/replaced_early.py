"""In whose place others may be asked before its time: who is out of office, with nobody standing in."""

from collections.abc import Sequence

from payables.access import queries as access
from payables.access.model import User
from payables.access.queries.hands import one_hand
from payables.approvals.model import StandIn
from payables.approvals.queries import stand_ins
from payables.approvals.rules.escalation import ApprovalSettings
from payables.platform.caller import Permission
from payables.platform.db import Transaction


async def replaced_early(tx: Transaction, settings: ApprovalSettings) -> list[int]:
    """Those in whose place somebody could be asked at all. What waits for anybody else is not looked at until an absence, a
    person, a secret or the settings have changed, or its time has come."""
    absences = await stand_ins.out_of_office(tx) if settings.escalate_after_hours is not None else []
    if not absences:
        return []
    people = list((await access.users(tx, sorted(settings.escalate_to))).values())
    able = [person for person in people if person.may(Permission.INVOICES_APPROVE)]
    found = [(one.user_id, await without_who_sent_away(tx, able, one)) for one in absences]
    return sorted({away for away, others in found if any(person.id != away for person in others)})


async def without_who_sent_away(tx: Transaction, people: Sequence[User], absence: StandIn) -> list[User]:
    """Nobody fills the seat of somebody whom they have put out of office themselves: they would have appointed themselves
    (docs/decisions/0019)."""
    if absence.created_by in (None, absence.user_id):
        return list(people)
    own = await one_hand(tx, frozenset({absence.created_by}), absence.created_at)
    return [person for person in people if person.id not in own]
