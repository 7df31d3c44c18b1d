"""The clock looks at subjects that wait: whoever takes too long is reminded, and others are asked as well."""

from collections.abc import Sequence
from dataclasses import dataclass

from payables.access import queries as access
from payables.access.model import User
from payables.approvals.actions.escalate import escalate
from payables.approvals.actions.remind import remind
from payables.approvals.model import StandIn
from payables.approvals.queries import decisions, stand_ins, turns
from payables.approvals.queries.replaced_early import without_who_sent_away
from payables.approvals.queries.settings import of_account
from payables.approvals.queries.turns import Turn
from payables.approvals.rules.escalation import (
    Bounds,
    bounds,
    escalation_is_due,
    nobody_is_there,
    reminder_is_due,
    who_may_decide,
)
from payables.notices.model import Subject
from payables.platform.db import Transaction


@dataclass(frozen=True, slots=True)
class Waiting:
    """A subject that waits, locked by the caller: what people call it, where it belongs, and who may not approve it:
    who made it, say."""

    subject: Subject
    about: str
    company_id: int
    location_id: int
    authors: frozenset[int]


async def chase(tx: Transaction, waiting: Sequence[Waiting]) -> None:
    """Of one type of subject. What is due is asked again under the lock, so that two workers do it once."""
    if not waiting:
        return
    settings = await of_account(tx)
    limits = bounds(settings, tx.now)
    open_turns = await turns.of_subjects(tx, waiting[0].subject.type, [one.subject.id for one in waiting])
    approvers = {turn.approver_id for found in open_turns.values() for turn in found}
    away = await stand_ins.away(tx, sorted(approvers))
    users = await access.users(tx, sorted(approvers | set(settings.escalate_to)))
    people = [users[id] for id in settings.escalate_to if id in users]
    self_approval = await decisions.self_approval_allowed(tx)
    for one in waiting:
        found = open_turns.get(one.subject.id, [])
        await _remind(tx, one, found, away, limits)
        for turn in found:
            if escalation_is_due(limits, turn.waiting_since, turn.escalated_at):
                await _escalate(tx, one, turn, people, users, self_approval=self_approval)
            elif nobody_is_there(limits, turn.escalated_at, away.get(turn.approver_id)):
                others = await without_who_sent_away(tx, people, away[turn.approver_id])
                await _escalate(tx, one, turn, others, users, self_approval=self_approval, early=True)


async def _remind(
    tx: Transaction, one: Waiting, found: Sequence[Turn], away: dict[int, StandIn], limits: Bounds
) -> None:
    due = [turn for turn in found if reminder_is_due(limits, turn.waiting_since, turn.reminded_at)]
    if due:
        await remind(tx, due, away, about=one.about)


async def _escalate(
    tx: Transaction,
    one: Waiting,
    turn: Turn,
    people: Sequence[User],
    users: dict[int, User],
    *,
    self_approval: bool,
    early: bool = False,
) -> None:
    """`early`: before its time, which is waited for where nobody of these may decide."""
    may = who_may_decide(
        people,
        approver_id=turn.approver_id,
        company_id=one.company_id,
        location_id=one.location_id,
        authors=frozenset() if self_approval else one.authors,
    )
    if early and not may:
        return
    await escalate(tx, turn, may, about=one.about, names={id: user.display_name for id, user in users.items()})
