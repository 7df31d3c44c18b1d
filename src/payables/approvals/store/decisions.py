"""Writes of decisions, and of whose turn it is.

`waiting_since` is what clocks go by: it is set exactly while a request is open, its turn has come and its subject was not
put away.
"""

from collections.abc import Sequence

from payables.approvals.model import Request, Subject, Verdict
from payables.kit.ids import approval_id
from payables.platform.db import Transaction

ASK = """
-- who is asked by hand already is not asked twice
INSERT INTO approvals (account_id, id, subject_type, subject_id, approver_id, status, asked, created_at, created_by,
                       waiting_since)
SELECT $1, x.id, $2, $3, x.approver_id, 'pending', true, $4, $5, $4
  FROM unnest($6::text[], $7::int[]) AS x (id, approver_id)
ON CONFLICT (account_id, subject_type, subject_id, approver_id, policy_id) DO NOTHING
RETURNING approver_id
"""

ASSIGN = """
-- the policies that come before travel as text: an array of arrays would need equal lengths
INSERT INTO approvals (account_id, id, subject_type, subject_id, status, asked, created_at, created_by, approver_id,
                       policy_id, policy_name, policy_version, needs, stage, after_policies, error, waiting_since)
SELECT $1, x.id, $2, $3, 'pending', true, $4::timestamptz, $5, x.approver_id, x.policy_id, x.policy_name, x.policy_version, x.needs,
       x.stage, x.after_policies::uuid[], x.error,
       CASE WHEN x.after_policies = '{}' AND x.approver_id IS NOT NULL THEN $4::timestamptz END
  FROM unnest($6::text[], $7::int[], $8::uuid[], $9::text[], $10::int[], $11::text[], $12::int[], $13::text[], $14::text[])
       AS x (id, approver_id, policy_id, policy_name, policy_version, needs, stage, after_policies, error)
"""

WITHDRAW = "DELETE FROM approvals WHERE account_id = $1 AND id = $2 AND status = 'pending'"

DECIDE = """
UPDATE approvals
   SET status = $3, forced = $4, comment = $5, content_sha256 = $6, decided_at = $7, decided_by = $8, superseded = false,
       waiting_since = NULL, stood_for = $9
 WHERE account_id = $1 AND id = ANY($2)
"""

VOLUNTEER = """
-- who was not asked and decides all the same (nobody was asked, or by force) gets a record of their own
INSERT INTO approvals (account_id, id, subject_type, subject_id, approver_id, status, asked, forced, comment, content_sha256,
                       created_at, created_by, decided_at, decided_by, stood_for)
VALUES ($1, $2, $3, $4, $5, $6, false, $7, $8, $9, $10, $11, $10, $11, $12)
"""

TURNS = """
UPDATE approvals SET superseded = id = ANY($3), waiting_since = CASE WHEN id = ANY($2) THEN $4::timestamptz END
 WHERE account_id = $1 AND (id = ANY($2) OR id = ANY($3))
"""

START_OVER = """
-- who was asked by hand is asked again; who decided without being asked is taken out, and so is all that policies asked:
-- they look again at what it is now
WITH gone AS (
  DELETE FROM approvals WHERE account_id = $1 AND subject_type = $2 AND subject_id = ANY($3)
     AND (NOT asked OR policy_id IS NOT NULL) RETURNING approver_id, status
), asked AS (
  UPDATE approvals SET status = 'pending', forced = false, comment = NULL, content_sha256 = NULL, decided_at = NULL,
         decided_by = NULL, superseded = false, waiting_since = $4, stood_for = NULL
   WHERE account_id = $1 AND subject_type = $2 AND subject_id = ANY($3) AND asked AND policy_id IS NULL
     AND status <> 'pending' RETURNING approver_id
), unneeded AS (
  -- and so is who was not needed any more, or was asked about what was put away meanwhile
  UPDATE approvals SET superseded = false, waiting_since = $4
   WHERE account_id = $1 AND subject_type = $2 AND subject_id = ANY($3) AND policy_id IS NULL
     AND (superseded OR status = 'pending' AND waiting_since IS NULL)
)
SELECT approver_id FROM gone WHERE status <> 'pending' UNION SELECT approver_id FROM asked
"""


async def ask(tx: Transaction, subject: Subject, approver_ids: list[int]) -> list[int]:
    """Ask these people by hand; returns those who were not asked so before."""
    ids = [approval_id() for _ in approver_ids]
    rows = await tx.fetch(ASK, tx.account_id, subject.type, subject.id, tx.now, tx.actor.user_id, ids, approver_ids)
    return [row["approver_id"] for row in rows]


async def assign(tx: Transaction, subject: Subject, requests: Sequence[Request]) -> None:
    """What policies ask, all at once: the whole chain stands from the beginning."""
    columns: list[list[object]] = [list(column) for column in zip(*map(_assigned, requests), strict=True)]
    await tx.execute(ASSIGN, tx.account_id, subject.type, subject.id, tx.now, tx.actor.user_id, *columns)


def _assigned(request: Request) -> tuple[object, ...]:
    policy, terms = request.link.policy, request.link.policy.terms
    after = "{" + ",".join(str(before) for before in request.link.after) + "}"
    return (
        approval_id(), request.approver_id, policy.id, terms.name, policy.version, terms.needs, request.link.stage, after,
        request.error,
    )  # fmt: skip


async def withdraw(tx: Transaction, record_id: str) -> None:
    await tx.execute(WITHDRAW, tx.account_id, record_id)


async def write_decision(
    tx: Transaction,
    subject: Subject,
    verdict: Verdict,
    comment: str | None,
    content_sha256: bytes,
    stood_for: bytes | None = None,
) -> None:
    """Decide the verdict's records, or make one, and write down whose turn it is then. `content_sha256` is what was seen,
    `stood_for` what the master data was that it names.

    The only place where a decision is written, whoever takes it in whatever way."""
    said = (verdict.decision, verdict.forced, comment, content_sha256, tx.now, tx.actor.user_id, stood_for)
    if verdict.records:
        await tx.execute(DECIDE, tx.account_id, [record.id for record in verdict.records], *said)
    else:
        new = (tx.account_id, approval_id(), subject.type, subject.id, verdict.approver_id)
        await tx.execute(VOLUNTEER, *new, *said)
    if verdict.opened or verdict.superseded:
        await tx.execute(TURNS, tx.account_id, list(verdict.opened), list(verdict.superseded), tx.now)


async def start_over(tx: Transaction, subjects: list[Subject]) -> list[int]:
    """After a material change everyone decides again. Subjects of one type. Returns whose decisions were undone."""
    ids = [subject.id for subject in subjects]
    rows = await tx.fetch(START_OVER, tx.account_id, subjects[0].type, ids, tx.now)
    return [row["approver_id"] for row in rows]
