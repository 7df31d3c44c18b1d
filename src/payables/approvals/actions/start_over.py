"""A material change undoes every decision: an approval covers exactly the content that was seen (invariant 7)."""

from payables.approvals.store import decisions as store
from payables.notices.model import Subject
from payables.platform.db import Transaction


async def start_over(tx: Transaction, *subjects: Subject) -> list[int]:
    """Subjects of one type. Who was asked by hand is asked again; the chain of the policies is dropped, and assigned anew
    (actions/assign.py) when the subject waits for approval again. Returns the approvers whose decisions were undone."""
    return await store.start_over(tx, list(subjects)) if subjects else []
