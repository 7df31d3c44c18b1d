"""Whose turn it is, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from payables.approvals.model import Subject
from payables.platform.db import Transaction

COLUMNS = "id, subject_type, subject_id, approver_id, waiting_since, reminded_at, escalated_at"

WAITING = f"""
SELECT {COLUMNS} FROM approvals
 WHERE account_id = $1 AND status = 'pending' AND NOT superseded AND waiting_since IS NOT NULL AND approver_id IS NOT NULL
"""  # noqa: S608

OF_SUBJECT = f"{WAITING} AND subject_type = $2 AND subject_id = $3 ORDER BY id"
OF_APPROVER = f"{WAITING} AND approver_id = $2 ORDER BY id"


@dataclass(frozen=True, slots=True)
class Turn:
    """An open request whose turn has come."""

    id: str
    subject: Subject
    approver_id: int
    waiting_since: datetime
    reminded_at: datetime | None
    escalated_at: datetime | None

    @property
    def cause(self) -> str:
        """What the person is told once of: this request, since it waits."""
        return f"{self.id} {self.waiting_since.isoformat()}"


async def of_subject(tx: Transaction, subject: Subject) -> list[Turn]:
    return _turns(await tx.fetch(OF_SUBJECT, tx.account_id, subject.type, subject.id))


async def of_approver(tx: Transaction, user_id: int) -> list[Turn]:
    return _turns(await tx.fetch(OF_APPROVER, tx.account_id, user_id))


def turn_of(row: Any) -> Turn:
    subject = Subject(row["subject_type"], UUID(str(row["subject_id"])))
    return Turn(row["id"], subject, row["approver_id"], row["waiting_since"], row["reminded_at"], row["escalated_at"])


def _turns(rows: Sequence[Any]) -> list[Turn]:
    return [turn_of(row) for row in rows]
