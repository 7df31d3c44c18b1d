"""The last step over subjects that may be taken back."""

from collections.abc import Sequence
from uuid import UUID

from payables.approvals.model import Approval, LastStep, Step, Subject
from payables.approvals.rules.undo import check_undo
from payables.kit.errors import Refusal
from payables.platform.db import Transaction

LAST = """
SELECT subject_id, step, made_at, made_by, person_id, version, was,
       ARRAY(SELECT r ->> 'id' FROM jsonb_array_elements(records) r
              WHERE (r ->> 'asked')::boolean AND r -> 'policy_id' = 'null') AS asked_by_hand
  FROM undoable_steps WHERE account_id = $1 AND subject_type = $2 AND subject_id = ANY($3)
"""


async def undoable(
    tx: Transaction, subject: Subject, records: list[Approval], *, version: int, person: int
) -> Step | None:
    """What this person may take back now, by actions/undo_step.py; `records` are all of the subject."""
    last = (await last_steps(tx, subject.type, [subject.id])).get(subject.id)
    if last is None:
        return None
    try:
        return check_undo(last, last.step, records, version=version, person=person).step
    except Refusal:
        return None


async def last_steps(tx: Transaction, subject_type: str, ids: Sequence[UUID]) -> dict[UUID, LastStep]:
    """Of those that have one."""
    return {
        row["subject_id"]: LastStep(
            step=Step(row["step"]),
            made_at=row["made_at"],
            made_by=row["made_by"],
            person_id=row["person_id"],
            version=row["version"],
            was=row["was"],
            asked_by_hand=frozenset(row["asked_by_hand"]),
        )
        for row in await tx.fetch(LAST, tx.account_id, subject_type, list(ids))
    }
