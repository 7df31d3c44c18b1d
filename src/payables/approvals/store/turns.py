"""Writes of what clocks do to open requests."""

from collections.abc import Sequence

from payables.approvals.model import Subject
from payables.platform.db import Transaction

BEGIN = """
UPDATE approvals
   SET waiting_since = $4, reminded_at = NULL, escalated_at = NULL, escalated_to = '{}', decided_as = NULL
 WHERE account_id = $1 AND subject_type = $2 AND subject_id = $3 AND waiting_since IS NOT NULL
"""

REST = """
UPDATE approvals SET waiting_since = NULL
 WHERE account_id = $1 AND subject_type = $2 AND subject_id = ANY($3) AND waiting_since IS NOT NULL
"""

REMINDED = "UPDATE approvals SET reminded_at = $3 WHERE account_id = $1 AND id = ANY($2)"

ESCALATED = "UPDATE approvals SET escalated_at = $3, escalated_to = $4 WHERE account_id = $1 AND id = $2"


async def begin(tx: Transaction, subject: Subject) -> None:
    """The subject begins to wait now: whose turn it is has had no time yet."""
    await tx.execute(BEGIN, tx.account_id, subject.type, subject.id, tx.now)


async def rest(tx: Transaction, subjects: Sequence[Subject]) -> None:
    """Of one type: nothing of them is anybody's turn until they start over."""
    await tx.execute(REST, tx.account_id, subjects[0].type, [subject.id for subject in subjects])


async def reminded(tx: Transaction, ids: list[str]) -> None:
    await tx.execute(REMINDED, tx.account_id, ids, tx.now)


async def escalated(tx: Transaction, id: str, people: list[int]) -> None:
    await tx.execute(ESCALATED, tx.account_id, id, tx.now, people)
