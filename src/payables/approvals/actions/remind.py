"""Remind people of what waits for them, and whoever stands in for them."""

from collections.abc import Sequence

from payables.approvals.model import StandIn
from payables.approvals.queries.turns import Turn
from payables.approvals.store import turns as store
from payables.audit.actions.record import record
from payables.notices.actions.notify import notify
from payables.notices.model import NoticeKind
from payables.platform.db import Transaction


async def remind(tx: Transaction, turns: Sequence[Turn], away: dict[int, StandIn], *, about: str) -> None:
    """Turns of one subject, which people call `about`. The caller holds its lock and has found that they are due."""
    await store.reminded(tx, [turn.id for turn in turns])
    for turn in turns:
        absent = away.get(turn.approver_id)
        people = [id for id in (turn.approver_id, absent.stand_in_id if absent else None) if id is not None]
        last = turn.reminded_at.isoformat() if turn.reminded_at else "first"
        message = f"It is still your turn to approve {about}, since {turn.waiting_since:%Y-%m-%d %H:%M} UTC."
        notify(tx, NoticeKind.REMINDER, turn.subject, people, cause=f"{turn.cause} {last}", message=message)
    first = turns[0].subject
    after = {"approver_ids": [turn.approver_id for turn in turns]}
    record(tx, f"{first.type}.approvers_reminded", first.type, first.id, after=after, message="Reminded approvers.")
