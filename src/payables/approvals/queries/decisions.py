"""The decisions over a subject."""

from typing import Any

from payables.approvals.model import Approval, DecidedAs, Decision, Needs, Subject
from payables.approvals.rules.chain import waiting
from payables.platform.db import Transaction

OF_SUBJECT = f"""
SELECT {", ".join(Approval.__dataclass_fields__)}
  FROM approvals WHERE account_id = $1 AND subject_type = $2 AND subject_id = $3
 ORDER BY stage, policy_name NULLS FIRST, created_at, id
"""  # noqa: S608


async def of_subject(tx: Transaction, subject: Subject) -> list[Approval]:
    """The whole chain: requests by hand, then those of policies by stage; people in the order in which they were asked."""
    rows = await tx.fetch(OF_SUBJECT, tx.account_id, subject.type, subject.id)
    return [_approval(row) for row in rows]


async def self_approval_allowed(tx: Transaction) -> bool:
    """Does the account let people approve what they entered?"""
    return await tx.fetchval("SELECT allow_self_approval FROM accounts WHERE account_id = $1", tx.account_id)


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
