"""Writes of the last step over a subject, and putting back what it changed of the records."""

from datetime import datetime
from typing import Any

from payables.approvals.model import Step, Subject
from payables.platform.db import Transaction

REMEMBER = """
-- the records whole, as they are before the step
INSERT INTO undoable_steps AS s
       (account_id, subject_type, subject_id, step, made_at, made_by, person_id, version, was, records)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, coalesce(
       (SELECT jsonb_agg(to_jsonb(a)) FROM approvals a WHERE account_id = $1 AND subject_type = $2 AND subject_id = $3), '[]')
ON CONFLICT (account_id, subject_type, subject_id) DO UPDATE
   SET (step, made_at, made_by, person_id, version, was, records)
     = (excluded.step, excluded.made_at, excluded.made_by, excluded.person_id, excluded.version, excluded.was, excluded.records)
"""

KEPT = (
    "status", "forced", "comment", "content_sha256", "decided_at", "decided_by", "superseded", "waiting_since", "reminded_at",
    "escalated_at", "escalated_to", "decided_as", "stood_for",
)  # fmt: skip

PUT_BACK = f"""
-- What the step has not touched stays, with what clocks did to it since. $4: records that the step has deleted come back.
-- Whoever decided without being asked has no record before it.
WITH before AS (
  SELECT r.* FROM undoable_steps s, jsonb_populate_recordset(NULL::approvals, s.records) r
   WHERE s.account_id = $1 AND s.subject_type = $2 AND s.subject_id = $3
), made AS (
  DELETE FROM approvals a WHERE account_id = $1 AND subject_type = $2 AND subject_id = $3 AND NOT asked AND policy_id IS NULL
     AND NOT EXISTS (SELECT FROM before b WHERE b.id = a.id)
)
INSERT INTO approvals AS a
SELECT b.* FROM before b
 WHERE $4 OR EXISTS (SELECT FROM approvals x WHERE x.account_id = $1 AND x.id = b.id)
ON CONFLICT (account_id, id) DO UPDATE
   SET ({", ".join(KEPT)})
     = ({", ".join(f"excluded.{name}" for name in KEPT)})
 WHERE (a.status, a.superseded, a.waiting_since IS NULL, a.decided_at)
       IS DISTINCT FROM (excluded.status, excluded.superseded, excluded.waiting_since IS NULL, excluded.decided_at)
"""  # noqa: S608

FORGET = "DELETE FROM undoable_steps WHERE account_id = $1 AND subject_type = $2 AND subject_id = $3"

FORGET_OLD = """
DELETE FROM undoable_steps WHERE (account_id, subject_type, subject_id) IN (
  SELECT account_id, subject_type, subject_id FROM undoable_steps WHERE made_at < $1 ORDER BY made_at LIMIT $2)
"""


async def remember(
    tx: Transaction, subject: Subject, step: Step, *, person: int | None, version: int, was: Any
) -> None:
    """In the place of the step before it."""
    made = (step, tx.now, tx.actor.user_id, person, version, was)
    await tx.execute(REMEMBER, tx.account_id, subject.type, subject.id, *made)


async def put_back(tx: Transaction, subject: Subject, *, deleted_too: bool) -> None:
    """The records as they were before the last step, which is forgotten then."""
    key = (tx.account_id, subject.type, subject.id)
    await tx.execute(PUT_BACK, *key, deleted_too)
    await tx.execute(FORGET, *key)


async def forget_old(connection: Any, before: datetime, most: int) -> int:
    """How many are gone, of all accounts. Needs an operator's connection."""
    return int((await connection.execute(FORGET_OLD, before, most)).removeprefix("DELETE "))
