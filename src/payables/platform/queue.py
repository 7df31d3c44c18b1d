"""Jobs, put into PgQueuer's table by the transaction of the fact that causes them. `queue_worker` runs them.

A job may run more than once (its process may die after the effect and before the receipt), so effects are idempotent.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from pgqueuer.adapters.persistence.qb import QueryQueueBuilder
from pgqueuer.domain.settings import DBSettings
from pgqueuer.domain.types import Channel

from payables.platform.db import Transaction

# Said in full, since PgQueuer takes what is left out from environment variables with names as common as QUEUE_TABLE.
TABLES = DBSettings(
    prefix="",
    db_schema=None,
    channel=Channel("ch_pgqueuer"),
    function="fn_pgqueuer_changed",
    statistics_table="pgqueuer_statistics",
    queue_status_type="pgqueuer_status",
    queue_table="pgqueuer",
    queue_table_log="pgqueuer_log",
    trigger="tg_pgqueuer_changed",
    schedules_table="pgqueuer_schedules",
)

ENQUEUE = QueryQueueBuilder(TABLES).build_enqueue_query()

WAITING = "SELECT count(*) FROM pgqueuer WHERE entrypoint = $1 AND status IN ('queued', 'picked')"

# What PgQueuer gave up after its tries; it keeps such a job for a person.
HELD = "SELECT id FROM pgqueuer WHERE status = 'failed' AND updated <= $1 ORDER BY updated LIMIT $2"

# With what the last try ended in, which the log keeps for a while.
HELD_JOBS = """
SELECT j.id, j.entrypoint AS job, j.created AS created_at, j.updated AS failed_at, l.traceback AS failure
  FROM pgqueuer j
  LEFT JOIN LATERAL (SELECT g.traceback FROM pgqueuer_log g WHERE g.job_id = j.id AND g.traceback IS NOT NULL
                      ORDER BY g.created DESC LIMIT 1) l ON true
 WHERE j.status = 'failed' ORDER BY j.updated DESC, j.id DESC LIMIT $1
"""

STANDING = """
-- how many jobs of each name can run, run, wait for their time, and were given up
SELECT entrypoint AS job,
       count(*) FILTER (WHERE status = 'queued' AND execute_after <= now()) AS waiting,
       count(*) FILTER (WHERE status = 'picked') AS running,
       count(*) FILTER (WHERE status = 'queued' AND execute_after > now()) AS later,
       count(*) FILTER (WHERE status = 'failed') AS held,
       min(greatest(created, execute_after)) FILTER (WHERE status = 'queued' AND execute_after <= now()) AS waiting_since
  FROM pgqueuer GROUP BY entrypoint ORDER BY entrypoint
"""

STATUSES = "SELECT id, status::text FROM pgqueuer WHERE id = ANY($1) ORDER BY id"

TRY_AGAIN = QueryQueueBuilder(TABLES).build_requeue_jobs_query()

# The row of one that waits is locked until we end: it cannot begin before it sees what we have changed.
ENQUEUE_ONCE = """
INSERT INTO pgqueuer (priority, entrypoint, payload, execute_after, dedupe_key, status)
VALUES (0, $1, $2, now() + $3, $4, 'queued')
ON CONFLICT (dedupe_key) WHERE status IN ('queued', 'picked') AND dedupe_key IS NOT NULL
DO UPDATE SET dedupe_key = EXCLUDED.dedupe_key
"""

BEGIN_ONCE = "UPDATE pgqueuer SET dedupe_key = NULL WHERE dedupe_key = $1 AND status IN ('queued', 'picked')"

IS_ORDERED = "SELECT EXISTS (SELECT FROM pgqueuer WHERE dedupe_key = $1 AND status IN ('queued', 'picked'))"

FORGET_KEYS = "UPDATE pgqueuer SET dedupe_key = NULL WHERE id = ANY($1) AND dedupe_key IS NOT NULL"

MOST_AT_ONCE = 200

FORGET_LOGS = "DELETE FROM pgqueuer_log WHERE created < $1"


@dataclass(frozen=True, slots=True)
class Ordered:
    """A job by its registered name, and what it needs to know: ids only, never contents."""

    job: str
    payload: dict[str, Any]


def enqueue(tx: Transaction, job: str, payload: dict[str, Any]) -> None:
    """Collected and written in one statement when the transaction ends; one that fails has ordered nothing."""
    tx.at_commit(_insert, Ordered(job, payload))


@dataclass(frozen=True, slots=True)
class OrderedOnce:
    """A job that is ordered at most once at a time. Two with one key are one; the later waits for nothing."""

    key: str
    job: str
    payload: dict[str, Any]
    delay: timedelta


def enqueue_once(tx: Transaction, key: str, job: str, payload: dict[str, Any], delay: timedelta = timedelta()) -> None:
    """As `enqueue`, unless a job with this key waits already; it begins after `delay`, so that what is ordered meanwhile is
    done by it too. The job calls `begin_once` before it reads: from then on the key is free for the next."""
    tx.at_commit(_insert_once, OrderedOnce(key, job, payload, delay))


async def begin_once(tx: Transaction, key: str) -> None:
    """Waits for whoever orders it right now; what they have changed is seen by the next statement."""
    await tx.execute(BEGIN_ONCE, key)


async def is_ordered(tx: Transaction, key: str) -> bool:
    """Whether a job with this key waits, or has not begun yet."""
    return await tx.fetchval(IS_ORDERED, key)


async def fill_up(connection: Any, job: str, wanted: int) -> int:
    """Make sure that at least `wanted` jobs of this name are waiting or running; answers how many were missing."""
    missing = max(0, wanted - await connection.fetchval(WAITING, job))
    if missing:
        await _write(connection, [Ordered(job, {})] * missing)
    return missing


async def try_held_again(connection: Any, before: datetime) -> int:
    """Jobs that were given up at `before` or earlier wait like new ones; answers how many. A job that knows its ids is ordered
    only once: given up for ever, what it was to do would never be done."""
    return await _try_again(connection, [row["id"] for row in await connection.fetch(HELD, before, MOST_AT_ONCE)])


async def try_again(connection: Any, ids: list[int]) -> dict[int, str]:
    """The same for jobs that a person has chosen. Answers what each of them was: `failed` waits like a new one now; `queued`
    and `picked` are left alone, and one that is done is there no more."""
    found: dict[int, str] = {row["id"]: row["status"] for row in await connection.fetch(STATUSES, ids)}
    await _try_again(connection, [id for id, status in found.items() if status == "failed"])
    return found


async def held_jobs(connection: Any, most: int) -> list[Any]:
    """What was given up, the latest first: id, job, created_at, failed_at, and failure as PgQueuer keeps it."""
    return await connection.fetch(HELD_JOBS, most)


async def standing(connection: Any) -> list[Any]:
    """Each job's name with how many there are in which state."""
    return await connection.fetch(STANDING)


async def _try_again(connection: Any, held: list[int]) -> int:
    if held:
        await connection.execute(FORGET_KEYS, held)  # another may have been ordered with the key since
        await connection.execute(TRY_AGAIN, held)
    return len(held)


async def _insert(tx: Transaction, ordered: list[Ordered]) -> None:
    await _write(tx.connection, ordered)


async def _insert_once(tx: Transaction, ordered: list[OrderedOnce]) -> None:
    """In the order of their keys, so that two who order several never wait for each other in a circle."""
    for _, one in sorted({one.key: one for one in ordered}.items()):
        await tx.execute(ENQUEUE_ONCE, one.job, msgspec.json.encode(one.payload), one.delay, one.key)


async def _write(connection: Any, ordered: list[Ordered]) -> None:
    count = len(ordered)
    await connection.fetch(
        ENQUEUE,
        [0] * count,
        [o.job for o in ordered],
        [msgspec.json.encode(o.payload) for o in ordered],
        [timedelta()] * count,
        [None] * count,
        [None] * count,
    )
