"""Reads of the trail."""

from payables.audit.model import Entry
from payables.platform.db import Transaction

OF_SUBJECT = """
SELECT row_number() OVER (ORDER BY id)::int AS number, at, actor_id, action, before, after, message
  FROM audit_log WHERE account_id = $1 AND subject_type = $2 AND subject_id = $3 ORDER BY id
"""

ACTORS = """
-- who changed one of these fields of the subject
SELECT DISTINCT actor_id FROM audit_log
 WHERE account_id = $1 AND subject_type = $2 AND subject_id = $3 AND actor_id IS NOT NULL AND after ?| $4::text[]
"""


async def actors_of(tx: Transaction, subject_type: str, subject_id: object, fields: list[str]) -> frozenset[int]:
    """Everyone in whose entries one of these fields has a new value, whoever set it first included."""
    rows = await tx.fetch(ACTORS, tx.account_id, subject_type, str(subject_id), fields)
    return frozenset(row["actor_id"] for row in rows)


async def entries_of(tx: Transaction, subject_type: str, subject_id: object) -> list[Entry]:
    """The history of one subject, oldest first; numbers are stable because nothing is ever taken out."""
    return [Entry(**row) for row in await tx.fetch(OF_SUBJECT, tx.account_id, subject_type, str(subject_id))]
