"""What people were told of is undone: who has not read it yet is not told any more."""

from datetime import datetime

from payables.notices import store
from payables.notices.model import Subject
from payables.platform.db import Transaction


async def take_back(tx: Transaction, subject: Subject, *, told_at: datetime, told_by: int | None) -> None:
    """All of one subject that was written in one transaction, which its instant and its actor tell."""
    await store.take_back(tx, subject, told_at, told_by)
