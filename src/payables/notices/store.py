"""Writes of notices."""

from datetime import datetime
from uuid import UUID

from payables.notices.model import TO_DECIDE, NewNotice, Subject
from payables.platform.db import Transaction

INSERT = """
-- a person who was told of this cause is not told again
INSERT INTO notices (account_id, id, user_id, kind, cause, subject_type, subject_id, message, actor_id, created_at)
SELECT $1, x.id, x.user_id, x.kind, x.cause, x.subject_type, x.subject_id, x.message, $2, $3
  FROM unnest($4::uuid[], $5::int[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::text[])
       AS x (id, user_id, kind, cause, subject_type, subject_id, message)
 ORDER BY x.user_id, x.kind, x.subject_type, x.subject_id, x.cause
ON CONFLICT (account_id, user_id, kind, subject_type, subject_id, cause) DO NOTHING
"""

MARK_ALL_READ = """
UPDATE notices SET read_at = $4 WHERE account_id = $1 AND user_id = $2 AND id = ANY($3) AND read_at IS NULL RETURNING id
"""

MARK_ANSWERED = """
-- a turn that comes with the same decision is told of in this transaction, and is not answered yet
UPDATE notices n SET read_at = $2
  FROM (SELECT DISTINCT * FROM unnest($4::int[], $5::text[], $6::uuid[]) AS x (user_id, subject_type, subject_id)) x
 WHERE n.account_id = $1 AND n.user_id = x.user_id AND n.kind = ANY($3) AND n.subject_type = x.subject_type
   AND n.subject_id = x.subject_id AND n.read_at IS NULL AND n.created_at < $2
"""

TAKE_BACK = """
DELETE FROM notices WHERE account_id = $1 AND subject_type = $2 AND subject_id = $3 AND read_at IS NULL
   AND created_at = $4 AND actor_id IS NOT DISTINCT FROM $5
"""

MARK_READ = "UPDATE notices SET read_at = coalesce(read_at, $3) WHERE account_id = $1 AND id = $2"


async def insert(tx: Transaction, told: list[NewNotice]) -> None:
    await tx.execute(
        INSERT,
        tx.account_id,
        tx.actor.user_id,
        tx.now,
        [tx.new_id() for _ in told],
        [one.user_id for one in told],
        [one.kind for one in told],
        [one.cause for one in told],
        [one.subject.type for one in told],
        [one.subject.id for one in told],
        [one.message for one in told],
    )


async def mark_read(tx: Transaction, notice: UUID) -> None:
    """A second time changes nothing."""
    await tx.execute(MARK_READ, tx.account_id, notice, tx.now)


async def mark_all_read(tx: Transaction, user_id: int, notices: list[UUID]) -> int:
    """Of one person's; how many of them were unread."""
    return len(await tx.fetch(MARK_ALL_READ, tx.account_id, user_id, notices, tx.now))


async def mark_answered(tx: Transaction, answered: list[tuple[int, Subject]]) -> None:
    """People, each with what they have decided over."""
    people, types, ids = zip(*((person, subject.type, subject.id) for person, subject in answered), strict=True)
    kinds = [kind.value for kind in TO_DECIDE]
    await tx.execute(MARK_ANSWERED, tx.account_id, tx.now, kinds, list(people), list(types), list(ids))


async def take_back(tx: Transaction, subject: Subject, told_at: datetime, told_by: int | None) -> None:
    await tx.execute(TAKE_BACK, tx.account_id, subject.type, subject.id, told_at, told_by)
