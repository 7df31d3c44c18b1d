"""Ask others as well, because a decision takes too long: they may decide in the approver's place, who may still do so too."""

from collections.abc import Mapping

from payables.approvals.queries.turns import Turn
from payables.approvals.store import turns as store
from payables.audit.actions.record import record
from payables.notices.actions.notify import notify
from payables.notices.model import NoticeKind
from payables.platform.db import Transaction

NOBODY = "It takes too long, and of those whom the account escalates to nobody may approve this."


async def escalate(tx: Transaction, turn: Turn, people: list[int], *, about: str, names: Mapping[int, str]) -> None:
    """`people` may approve the subject and did not make it; where there are none, that is put on record. The caller holds
    the subject's lock and has found that it is due."""
    await store.escalated(tx, turn.id, people)
    subject = turn.subject
    holder = names.get(turn.approver_id, "Somebody")
    message = f"{holder} has not decided over {about} in time: you may decide as well."
    notify(tx, NoticeKind.ESCALATED, subject, people, cause=turn.cause, message=message)
    said = f"Escalated to {', '.join(names[id] for id in people)}." if people else NOBODY
    after = {"approver_id": turn.approver_id, "escalated_to": people}
    record(tx, f"{subject.type}.approval_escalated", subject.type, subject.id, after=after, message=said)
