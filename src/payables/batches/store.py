"""Writes of batches."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from payables.batches.model import Record
from payables.platform.db import Transaction
from payables.platform.turns import Piece

INSERT_BATCH = """
INSERT INTO batches (account_id, id, kind, user_id, client_id, request_id, api_version, status, tasks_count, created_at,
                     modified_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'processing', $8, $9, $9)
"""

INSERT_TASKS = """
INSERT INTO batch_tasks (account_id, batch_id, status, created_at, id, task, reference, payload)
SELECT $1, $2, 'waiting', $3, x.* FROM unnest($4::uuid[], $5::int[], $6::text[], $7::text[]) AS x
"""

FINISH = """
UPDATE batch_tasks
   SET status = CASE WHEN $4::text IS NULL THEN 'failed' ELSE 'succeeded' END, result = $4, message = $5,
       finished_at = $6, leased_until = NULL
 WHERE account_id = $1 AND id = $2 AND attempts = $3 AND status = 'running' RETURNING batch_id
"""

COUNT = """
-- one task of the batch has its outcome; with the last one the batch is completed
UPDATE batches
   SET tasks_completed = tasks_completed + (NOT $3)::int, tasks_failed = tasks_failed + $3::int,
       modified_at = greatest(modified_at, $4),
       status = CASE WHEN tasks_completed + tasks_failed + 1 = tasks_count THEN 'completed' ELSE 'processing' END,
       completed_at = CASE WHEN tasks_completed + tasks_failed + 1 = tasks_count THEN greatest(modified_at, $4) END
 WHERE account_id = $1 AND id = $2
"""

JOIN = """
-- the next ones of the same batch, held until the transaction ends: whoever dies leaves them waiting
SELECT id, task, payload FROM batch_tasks
 WHERE account_id = $1 AND batch_id = $2 AND id > $3 AND status = 'waiting' AND put_off_until IS NULL
 ORDER BY id LIMIT $4 FOR UPDATE SKIP LOCKED
"""

FINISH_MANY = """
UPDATE batch_tasks t
   SET status = CASE WHEN x.result IS NULL THEN 'failed' ELSE 'succeeded' END, result = x.result, message = x.message,
       attempts = greatest(t.attempts, 1), started_at = coalesce(t.started_at, $2), finished_at = $2, leased_until = NULL
  FROM unnest($3::uuid[], $4::text[], $5::text[]) AS x (id, result, message)
 WHERE t.account_id = $1 AND t.id = x.id
"""

COUNT_MANY = """
-- as COUNT, of so many that succeeded ($3) and failed ($4)
UPDATE batches
   SET tasks_completed = tasks_completed + $3, tasks_failed = tasks_failed + $4, modified_at = greatest(modified_at, $5),
       status = CASE WHEN tasks_completed + tasks_failed + $3 + $4 = tasks_count THEN 'completed' ELSE 'processing' END,
       completed_at = CASE WHEN tasks_completed + tasks_failed + $3 + $4 = tasks_count THEN greatest(modified_at, $5) END
 WHERE account_id = $1 AND id = $2
"""

FORGET = """
-- completed ones with their tasks, of all accounts
WITH old AS (SELECT account_id, id FROM batches WHERE completed_at < $1 ORDER BY completed_at LIMIT 1000),
     tasks AS (DELETE FROM batch_tasks t USING old WHERE t.account_id = old.account_id AND t.batch_id = old.id)
DELETE FROM batches b USING old WHERE b.account_id = old.account_id AND b.id = old.id
"""


async def forget(connection: Any, before: datetime) -> None:
    """A thousand batches at most that were completed before then. Needs an operator's connection."""
    await connection.execute(FORGET, before)


async def insert_batch(tx: Transaction, kind: str, user_id: int, api_version: str, records: Sequence[Record]) -> UUID:
    """The batch with its tasks, in two statements however many they are."""
    id, count = tx.new_id(), len(records)
    actor = tx.actor
    await tx.execute(
        INSERT_BATCH,
        *(tx.account_id, id, kind, user_id, actor.credential, actor.request_id, api_version, count, tx.now),
    )
    await tx.execute(
        INSERT_TASKS,
        tx.account_id,
        id,
        tx.now,
        [tx.new_id() for _ in records],
        list(range(count)),
        [record.reference for record in records],
        [record.payload.decode() for record in records],
    )
    return id


async def finish(tx: Transaction, piece: Piece, *, result: bytes | None, message: str | None) -> bool:
    """The outcome of a task, counted in its batch: a result, or why there is none. False when it is no longer ours."""
    text = result.decode() if result is not None else None
    batch_id = await tx.fetchval(FINISH, tx.account_id, piece.id, piece.attempt, text, message, tx.now)
    if batch_id is None:
        return False
    await tx.execute(COUNT, tx.account_id, batch_id, result is None, tx.now)
    return True


async def join(tx: Transaction, piece: Piece, most: int) -> list[Any]:
    """At most so many waiting tasks that come after this one in its batch, locked: id, task, payload."""
    return await tx.fetch(JOIN, tx.account_id, piece.row["batch_id"], piece.id, most)


async def finish_many(
    tx: Transaction, batch_id: UUID, outcomes: Sequence[tuple[UUID, bytes | None, str | None]]
) -> None:
    """The outcomes of tasks whose rows are held: the id of each, its result, or why there is none."""
    results = [result.decode() if result is not None else None for _, result, _ in outcomes]
    messages = [message for _, _, message in outcomes]
    await tx.execute(FINISH_MANY, tx.account_id, tx.now, [id for id, _, _ in outcomes], results, messages)
    failed = results.count(None)
    await tx.execute(COUNT_MANY, tx.account_id, batch_id, len(results) - failed, failed, tx.now)
