"""A person takes back what they have decided, while nothing has followed from it."""

from payables.approvals.model import LastStep, Step
from payables.approvals.queries import decisions
from payables.approvals.queries.steps import last_steps
from payables.approvals.rules.undo import check_undo
from payables.approvals.store import steps as store
from payables.notices.actions.take_back import take_back
from payables.notices.model import Subject
from payables.platform.db import Transaction


async def undo_step(tx: Transaction, subject: Subject, step: Step, *, version: int, person: int) -> LastStep:
    """The records are as they were before, and whoever was told of it and has not read it yet is not told any more. The
    caller holds the subject's lock, and puts back where it stood.

    Raises NothingToUndo, NotYourDecision, FollowedSince."""
    last = (await last_steps(tx, subject.type, [subject.id])).get(subject.id)
    records = await decisions.of_subject(tx, subject)
    last = check_undo(last, step, records, version=version, person=person)
    await store.put_back(tx, subject, deleted_too=step is Step.FLAG)
    await take_back(tx, subject, told_at=last.made_at, told_by=last.made_by)
    return last
