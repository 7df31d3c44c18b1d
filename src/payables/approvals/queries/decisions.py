"""The decisions over a subject."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from payables.approvals.model import Approval, DecidedAs, Decision, Needs, Subject
from payables.approvals.rules.chain import waiting
from payables.platform.db import Transaction

OF_SUBJECT = f"""
SELECT {", ".join(Approval.__dataclass_fields__)}
  FROM approvals WHERE account_id = $1 AND subject_type = $2 AND subject_id = $3
 ORDER BY stage, policy_name NULLS FIRST, created_at, id
"""  # noqa: S608

OF_SUBJECTS = f"""
SELECT subject_id, {", ".join(Approval.__dataclass_fields__)}
  FROM approvals WHERE account_id = $1 AND subject_type = $2 AND subject_id = ANY($3)
 ORDER BY stage, policy_name NULLS FIRST, created_at, id
"""  # noqa: S608

HAS_ANY = """
SELECT EXISTS (SELECT FROM approvals WHERE account_id = $1 AND subject_type = $2 AND subject_id = $3)
"""

STOOD_FOR = """
SELECT DISTINCT stood_for FROM approvals
 WHERE account_id = $1 AND subject_type = $2 AND subject_id = $3 AND status = 'approved' AND stood_for IS NOT NULL
"""

APPROVED_BY = """
SELECT subject_id, approver_id, decided_by FROM approvals
 WHERE account_id = $1 AND subject_type = $2 AND subject_id = ANY($3) AND status = 'approved'
"""

SELF_APPROVAL = "SELECT allow_self_approval FROM accounts WHERE account_id = $1"


async def of_subject(tx: Transaction, subject: Subject) -> list[Approval]:
    """The whole chain: requests by hand, then those of policies by stage; people in the order in which they were asked."""
    rows = await tx.fetch(OF_SUBJECT, tx.account_id, subject.type, subject.id)
    return [_approval(row) for row in rows]


async def of_subjects(tx: Transaction, subject_type: str, ids: Sequence[UUID]) -> dict[UUID, list[Approval]]:
    """The chain of each of them, in one statement."""
    found: dict[UUID, list[Approval]] = {id: [] for id in ids}
    for row in await tx.fetch(OF_SUBJECTS, tx.account_id, subject_type, list(ids)):
        found[row["subject_id"]].append(_approval({name: row[name] for name in Approval.__dataclass_fields__}))
    return found


async def has_any(tx: Transaction, subject: Subject) -> bool:
    """Has anybody been asked, or decided?"""
    return await tx.fetchval(HAS_ANY, tx.account_id, subject.type, subject.id)


async def stood_for(tx: Transaction, subject: Subject) -> list[bytes]:
    """What the master data was that approvals so far were given on, as the subject's capability wrote it."""
    rows = await tx.fetch(STOOD_FOR, tx.account_id, subject.type, subject.id)
    return [row["stood_for"] for row in rows]


async def approved_by(tx: Transaction, subject_type: str, ids: Sequence[UUID]) -> dict[UUID, set[int]]:
    """Subject -> who was asked and has approved, and who did it in their place."""
    found: dict[UUID, set[int]] = {}
    for row in await tx.fetch(APPROVED_BY, tx.account_id, subject_type, list(ids)):
        people = {row["approver_id"], row["decided_by"]} - {None}
        found.setdefault(row["subject_id"], set()).update(people)
    return found


async def self_approval_allowed(tx: Transaction) -> bool:
    """Does the account let people approve what they entered?"""
    (row,) = await tx.once(SELF_APPROVAL, tx.account_id)
    return row["allow_self_approval"]


def whose_turn(records: list[Approval]) -> frozenset[str]:
    """Ids of the open requests that can be decided now."""
    return frozenset(record.id for record in waiting(records))


def approval_of(records: list[Approval], approval_id: str) -> Approval | None:
    return next((record for record in records if record.id == approval_id and record.approver_id is not None), None)


def _approval(row: Any) -> Approval:
    values: dict[str, Any] = {
        **row,
        "status": Decision(row["status"]),
        "needs": Needs(row["needs"]) if row["needs"] else None,
        "after_policies": tuple(row["after_policies"]),
        "escalated_to": tuple(row["escalated_to"]),
        "decided_as": DecidedAs(row["decided_as"]) if row["decided_as"] else None,
    }
    return Approval(**values)
