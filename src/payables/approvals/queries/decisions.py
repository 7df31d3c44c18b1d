"""The decisions over a subject."""

from typing import Any

from payables.approvals.model import Approval, Decision, Subject
from payables.platform.db import Transaction

OF_SUBJECT = """
SELECT id, approver_id, status, created_at, created_by, decided_at, decided_by, asked, forced, comment, content_sha256,
       policy_id, policy_name
  FROM approvals WHERE account_id = $1 AND subject_type = $2 AND subject_id = $3 ORDER BY created_at, id
"""


async def of_subject(tx: Transaction, subject: Subject) -> list[Approval]:
    """All records of a subject, in the order in which people were asked."""
    rows = await tx.fetch(OF_SUBJECT, tx.account_id, subject.type, subject.id)
    return [_approval(row) for row in rows]


async def self_approval_allowed(tx: Transaction) -> bool:
    """Does the account let people approve what they entered?"""
    return await tx.fetchval("SELECT allow_self_approval FROM accounts WHERE account_id = $1", tx.account_id)


def approval_of(records: list[Approval], approval_id: str) -> Approval | None:
    return next((record for record in records if record.id == approval_id), None)


def _approval(row: Any) -> Approval:
    values: dict[str, Any] = {**row, "status": Decision(row["status"])}
    return Approval(**values)
