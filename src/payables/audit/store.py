"""Writes of the trail."""

from payables.audit.model import Change
from payables.platform.db import Transaction

INSERT = """
INSERT INTO audit_log (account_id, id, at, actor_id, credential, request_id,
                       action, subject_type, subject_id, before, after, message)
SELECT $1, x.id, $2, $3, $4, $5, x.action, x.subject_type, x.subject_id, x.before, x.after, x.message
  FROM unnest($6::uuid[], $7::text[], $8::text[], $9::text[], $10::jsonb[], $11::jsonb[], $12::text[])
       AS x (id, action, subject_type, subject_id, before, after, message)
"""


async def insert_changes(tx: Transaction, changes: list[Change]) -> None:
    await tx.execute(
        INSERT,
        tx.account_id,
        tx.now,
        tx.actor.user_id,
        tx.actor.credential,
        tx.actor.request_id,
        [tx.new_id() for _ in changes],
        [c.action for c in changes],
        [c.subject_type for c in changes],
        [c.subject_id for c in changes],
        [c.before for c in changes],
        [c.after for c in changes],
        [c.message for c in changes],
    )
