"""Somebody is about to approve, decline or flag a subject: what it was before is kept, so that they can take it back."""

from typing import Any

from payables.approvals.model import Step
from payables.approvals.store import steps as store
from payables.notices.model import Subject
from payables.platform.db import Transaction


async def remember_step(
    tx: Transaction, subject: Subject, step: Step, *, person: int | None, version: int, was: Any
) -> None:
    """To be called before any record changes, under the subject's lock. `version` is the one that the step makes, `was`
    where the subject stood, as actions/undo_step.py gives it back."""
    await store.remember(tx, subject, step, person=person, version=version, was=was)
