"""Writes of decisions."""

from payables.approvals.model import Decision, Subject, Verdict
from payables.kit.ids import approval_id
from payables.platform.db import Transaction

ASK = """
-- who is asked already is not asked twice
INSERT INTO approvals (account_id, id, subject_type, subject_id, approver_id, status, asked, created_at, created_by)
SELECT $1, x.id, $2, $3, x.approver_id, 'pending', true, $4, $5 FROM unnest($6::text[], $7::int[]) AS x (id, approver_id)
ON CONFLICT (account_id, subject_type, subject_id, approver_id) DO NOTHING
RETURNING approver_id
"""

WITHDRAW = "DELETE FROM approvals WHERE account_id = $1 AND id = $2 AND status = 'pending'"

DECIDE = """
-- who was not asked and decides all the same (nobody was asked, or by force) gets a record of their own
INSERT INTO approvals (account_id, id, subject_type, subject_id, approver_id, status, asked, forced, comment, content_sha256,
                       created_at, created_by, decided_at, decided_by)
VALUES ($1, $2, $3, $4, $5, $6, false, $7, $8, $9, $10, $11, $10, $11)
ON CONFLICT (account_id, subject_type, subject_id, approver_id)
DO UPDATE SET status = $6, forced = $7, comment = $8, content_sha256 = $9, decided_at = $10, decided_by = $11
"""

START_OVER = """
-- who was asked is asked again; who decided without being asked is taken out
WITH volunteers AS (
  DELETE FROM approvals WHERE account_id = $1 AND subject_type = $2 AND subject_id = ANY($3) AND NOT asked RETURNING approver_id
), asked AS (
  UPDATE approvals SET status = 'pending', forced = false, comment = NULL, content_sha256 = NULL, decided_at = NULL,
         decided_by = NULL
   WHERE account_id = $1 AND subject_type = $2 AND subject_id = ANY($3) AND asked AND status <> 'pending' RETURNING approver_id
)
SELECT approver_id FROM volunteers UNION ALL SELECT approver_id FROM asked
"""


async def ask(tx: Transaction, subject: Subject, approver_ids: list[int]) -> list[int]:
    """Ask these people; returns those who were not asked before."""
    ids = [approval_id() for _ in approver_ids]
    rows = await tx.fetch(ASK, tx.account_id, subject.type, subject.id, tx.now, tx.actor.user_id, ids, approver_ids)
    return [row["approver_id"] for row in rows]


async def withdraw(tx: Transaction, record_id: str) -> None:
    await tx.execute(WITHDRAW, tx.account_id, record_id)


async def write_decision(
    tx: Transaction, subject: Subject, verdict: Verdict, decision: Decision, comment: str | None, content_sha256: bytes
) -> None:
    """Decide the approver's record, or make one. `content_sha256` is what was seen."""
    await tx.execute(
        DECIDE,
        tx.account_id,
        verdict.record.id if verdict.record else approval_id(),
        subject.type,
        subject.id,
        verdict.approver_id,
        decision,
        verdict.forced,
        comment,
        content_sha256,
        tx.now,
        tx.actor.user_id,
    )


async def start_over(tx: Transaction, subjects: list[Subject]) -> list[int]:
    """After a material change everyone decides again. Subjects of one type. Returns whose decisions were undone."""
    ids = [subject.id for subject in subjects]
    rows = await tx.fetch(START_OVER, tx.account_id, subjects[0].type, ids)
    return [row["approver_id"] for row in rows]
