"""Whose file is read next, by whom and until when. Taking files looks across accounts, as an operator."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from payables.capture.model import KeptReading, Lane, Taken, UploadStatus
from payables.platform.db import Transaction

NEXT_ACCOUNT = """
-- of the accounts with a file to take: the one with fewest files in flight, then the one served longest ago.
-- `waiting` jumps from account to account along uploads_queued, however many files each of them has.
WITH RECURSIVE waiting (account_id) AS (
  (SELECT account_id FROM uploads WHERE lane = $1 AND status = 'queued' AND put_off_until IS NULL
    ORDER BY account_id LIMIT 1)
  UNION ALL
  SELECT (SELECT u.account_id FROM uploads u
           WHERE u.lane = $1 AND u.status = 'queued' AND u.put_off_until IS NULL AND u.account_id > w.account_id
           ORDER BY u.account_id LIMIT 1)
    FROM waiting w WHERE w.account_id IS NOT NULL
),
in_flight AS (
  SELECT account_id, count(*) FILTER (WHERE leased_until > $2) AS running,
         count(*) FILTER (WHERE leased_until <= $2) AS lost
    FROM uploads WHERE lane = $1 AND status = 'processing' GROUP BY account_id
),
candidates AS (
  SELECT account_id, coalesce(running, 0) AS running
    FROM waiting FULL JOIN in_flight USING (account_id)
   WHERE account_id IS NOT NULL AND (waiting.account_id IS NOT NULL OR lost > 0)
)
SELECT t.account_id FROM capture_turns t JOIN candidates c ON c.account_id = t.account_id
 WHERE t.lane = $1 ORDER BY c.running, t.served_at, t.account_id LIMIT 1 FOR UPDATE OF t SKIP LOCKED
"""

TAKE_TURN = "UPDATE capture_turns SET served_at = $3 WHERE account_id = $1 AND lane = $2"

TAKE = """
-- first what a dead worker left, then the oldest; the turn's lock keeps other workers away
UPDATE uploads
   SET status = 'processing', attempts = attempts + 1, leased_until = $4, started_at = coalesce(started_at, $3)
 WHERE account_id = $1 AND lane = $2
   AND (status = 'queued' OR (status = 'processing' AND leased_until <= $3))
   AND id = coalesce(
     (SELECT id FROM uploads WHERE account_id = $1 AND lane = $2 AND status = 'processing' AND leased_until <= $3
       ORDER BY leased_until LIMIT 1),
     (SELECT id FROM uploads WHERE account_id = $1 AND lane = $2 AND status = 'queued' AND put_off_until IS NULL
       ORDER BY created_at, id LIMIT 1))
RETURNING account_id, id, attempts AS attempt, plan, lane, company_id, location_id, user_id, filename, media_type, sha256,
          size, created_at, metadata ->> 'received_on' AS received_on
"""

# The attempt tells whether the file is still ours, and the plan that nobody has arranged its pages anew meanwhile, which begins
# to count attempts again.
RENEW = """
UPDATE uploads SET leased_until = $5
 WHERE account_id = $1 AND id = $2 AND attempts = $3 AND plan = $4 AND status = 'processing' RETURNING 1
"""

GIVE_BACK = """
UPDATE uploads SET status = 'queued', lane = $5, leased_until = NULL, attempts = attempts - 1
 WHERE account_id = $1 AND id = $2 AND attempts = $3 AND plan = $4 AND status = 'processing' RETURNING 1
"""

PUT_OFF = """
-- for as long as it has been tried already, which doubles the pause from one time to the next
UPDATE uploads
   SET status = 'queued', leased_until = NULL, attempts = attempts - $7,
       put_off_until = $8::timestamptz + greatest($5::interval, least($6::interval, $8 - started_at))
 WHERE account_id = $1 AND id = $2 AND attempts = $3 AND plan = $4 AND status = 'processing' RETURNING 1
"""

BRING_BACK = "UPDATE uploads SET put_off_until = NULL WHERE put_off_until <= $1"

FINISH = """
UPDATE uploads SET status = $5, pages = coalesce(nullif($6, 0), pages), failure_code = $7, failure_message = $8,
                   finished_at = $9, leased_until = NULL
 WHERE account_id = $1 AND id = $2 AND attempts = $3 AND plan = $4 AND status = 'processing' RETURNING 1
"""

KEEP_READING = """
INSERT INTO readings (account_id, upload_id, reading, created_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (account_id, upload_id) DO UPDATE SET reading = $3, created_at = $4
"""

IS_WAITING = "SELECT EXISTS (SELECT FROM uploads WHERE lane = $1 AND status = 'queued' AND put_off_until IS NULL)"

UNFINISHED_BY_LANE = """
SELECT lane, count(*) FROM uploads
 WHERE status = 'processing' OR (status = 'queued' AND put_off_until IS NULL) GROUP BY lane
"""


async def take(connection: Any, lane: Lane, now: datetime, lease: timedelta) -> Taken | None:
    """Needs an operator's connection."""
    account_id = await connection.fetchval(NEXT_ACCOUNT, lane, now)
    if account_id is None:
        return None
    await connection.execute(TAKE_TURN, account_id, lane, now)
    row = await connection.fetchrow(TAKE, account_id, lane, now, now + lease)
    if row is None:
        return None
    values: dict[str, Any] = {**row, "lane": Lane(row["lane"])}
    return Taken(**values)


async def renew(tx: Transaction, taken: Taken, until: datetime) -> bool:
    """False when the file is no longer ours."""
    return bool(await tx.fetchval(RENEW, *_mine(tx, taken), until))


async def give_back(tx: Transaction, taken: Taken, lane: Lane) -> bool:
    """Let it wait again, as if it had not been taken; False when it is no longer ours."""
    return bool(await tx.fetchval(GIVE_BACK, *_mine(tx, taken), lane))


async def put_off(tx: Transaction, taken: Taken, least: timedelta, most: timedelta, *, forget_attempt: bool) -> bool:
    """Let it wait until `bring_back` finds its pause over; False when it is no longer ours."""
    return bool(await tx.fetchval(PUT_OFF, *_mine(tx, taken), least, most, int(forget_attempt), tx.now))


async def bring_back(connection: Any, now: datetime) -> None:
    """Files whose pause is over wait as all others do. Needs an operator's connection."""
    await connection.execute(BRING_BACK, now)


async def finish(
    tx: Transaction,
    taken: Taken,
    status: UploadStatus,
    *,
    pages: int = 0,
    code: str | None = None,
    message: str | None = None,
) -> bool:
    """The recorded outcome; False when somebody else has the file by now. Call it first: its lock keeps others out."""
    return bool(await tx.fetchval(FINISH, *_mine(tx, taken), status, pages, code, message, tx.now))


async def keep_reading(tx: Transaction, upload_id: UUID, reading: KeptReading) -> None:
    await tx.execute(KEEP_READING, tx.account_id, upload_id, msgspec.to_builtins(reading), tx.now)


async def is_waiting(connection: Any, lane: Lane) -> bool:
    """Is there any file that could be taken now? Needs an operator's connection."""
    return await connection.fetchval(IS_WAITING, lane)


async def unfinished_by_lane(connection: Any) -> dict[Lane, int]:
    """How many files of all accounts can be taken or are being read. Needs an operator's connection."""
    return {Lane(row["lane"]): row["count"] for row in await connection.fetch(UNFINISHED_BY_LANE)}


def _mine(tx: Transaction, taken: Taken) -> tuple[UUID, UUID, int, int]:
    return tx.account_id, taken.id, taken.attempt, taken.plan
