"""Subjects are put away: what was asked about them waits for nobody until they are brought back and start over."""

from payables.approvals.store import turns as store
from payables.notices.model import Subject
from payables.platform.db import Transaction


async def rest(tx: Transaction, *subjects: Subject) -> None:
    """Of one type. The requests stay on record; no clock runs for them and nobody is told of them."""
    if subjects:
        await store.rest(tx, subjects)
