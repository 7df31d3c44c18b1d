"""Whose turn it is, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from payables.approvals.queries.replaced_early import replaced_early
from payables.approvals.queries.settings import of_account
from payables.approvals.rules.escalation import bounds
from payables.notices.model import Subject
from payables.platform.db import Transaction

COLUMNS = "id, subject_type, subject_id, approver_id, waiting_since, reminded_at, escalated_at"

WAITING = f"""
SELECT {COLUMNS} FROM approvals
 WHERE account_id = $1 AND status = 'pending' AND NOT superseded AND waiting_since IS NOT NULL AND approver_id IS NOT NULL
"""  # noqa: S608

OF_SUBJECT = f"{WAITING} AND subject_type = $2 AND subject_id = $3 ORDER BY id"
OF_APPROVER = f"{WAITING} AND approver_id = $2 ORDER BY id"

OF_SUBJECTS = f"{WAITING} AND subject_type = $2 AND subject_id = ANY($3) ORDER BY subject_id, id"

DUE = """
-- $4 reminded for the first time, $5 reminded again, $6 escalated: whoever waits since before that. $7 are not waited for.
SELECT DISTINCT subject_id FROM approvals
 WHERE account_id = $1 AND status = 'pending' AND NOT superseded AND waiting_since IS NOT NULL AND approver_id IS NOT NULL
   AND subject_type = $2 AND ($3::uuid IS NULL OR subject_id > $3)
   AND ((waiting_since <= $4 AND (reminded_at IS NULL OR reminded_at <= $5))
     OR ($6::timestamptz IS NOT NULL AND escalated_at IS NULL AND (waiting_since <= $6 OR approver_id = ANY($7))))
 ORDER BY subject_id LIMIT $8
"""


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


async def of_subjects(tx: Transaction, subject_type: str, ids: list[UUID]) -> dict[UUID, list[Turn]]:
    found: dict[UUID, list[Turn]] = {}
    for turn in _turns(await tx.fetch(OF_SUBJECTS, tx.account_id, subject_type, ids)):
        found.setdefault(turn.subject.id, []).append(turn)
    return found


async def due(tx: Transaction, subject_type: str, *, after: UUID | None, most: int) -> list[UUID]:
    """Subjects of which something is due by the account's clock, in the order of their ids, beyond `after`."""
    settings = await of_account(tx)
    found = bounds(settings, tx.now)
    clock = (found.remind, found.remind_again, found.escalate)
    rows = await tx.fetch(DUE, tx.account_id, subject_type, after, *clock, await replaced_early(tx, settings), most)
    return [row["subject_id"] for row in rows]


async def of_approver(tx: Transaction, user_id: int) -> list[Turn]:
    return _turns(await tx.fetch(OF_APPROVER, tx.account_id, user_id))


def _one(row: Any) -> Turn:
    subject = Subject(row["subject_type"], row["subject_id"])
    return Turn(row["id"], subject, row["approver_id"], row["waiting_since"], row["reminded_at"], row["escalated_at"])


def _turns(rows: Sequence[Any]) -> list[Turn]:
    return [_one(row) for row in rows]
