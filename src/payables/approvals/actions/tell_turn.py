"""Tell people that it is their turn to decide: those who were asked, and who stands in for them now."""

from payables.approvals.queries import stand_ins
from payables.approvals.queries import turns as queries
from payables.approvals.store import turns as store
from payables.notices.actions.notify import notify
from payables.notices.model import NoticeKind, Subject
from payables.platform.db import Transaction


async def tell_turn(tx: Transaction, subject: Subject, *, about: str, begins: bool = False) -> None:
    """Whoever was told already is not told again, so this may be called whenever a turn may have come. `about` is how
    people call the subject. `begins`: it begins to wait now, so clocks start anew, and everybody is told again."""
    if begins:
        await store.begin(tx, subject)
    turns = await queries.of_subject(tx, subject)
    away = await stand_ins.away(tx, [turn.approver_id for turn in turns])
    for turn in turns:
        told = f"It is your turn to approve {about}."
        notify(tx, NoticeKind.ASKED, subject, [turn.approver_id], cause=turn.cause, message=told)
        absent = away.get(turn.approver_id)
        if absent is not None and absent.stand_in_id is not None:
            told = f"You stand in for somebody whose turn it is to approve {about}."
            notify(tx, NoticeKind.ASKED, subject, [absent.stand_in_id], cause=turn.cause, message=told)
