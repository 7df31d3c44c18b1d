"""Writes of capture. Taking files looks across accounts, as an operator; everything else is inside one account."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from payables.capture.model import MEDIA_TYPES, Failure, Incoming, Lane, Taken, Upload, UploadStatus
from payables.capture.rules.gate import GateSettings
from payables.capture.rules.thresholds import Threshold
from payables.extraction.model import Reading
from payables.platform.db import Transaction

INSERT_FILE = """
INSERT INTO files (account_id, sha256, size, media_type, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
"""

INSERT_UPLOAD = """
INSERT INTO uploads (account_id, id, company_id, location_id, user_id, source, filename, media_type, sha256, size,
                     metadata, created_email, status, lane, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'queued', $13, $14)
"""

CLAIM_CONTENT = """
-- waits for whoever claims the same content at this moment; no row means that it is taken
INSERT INTO upload_contents (account_id, company_id, sha256, upload_id) VALUES ($1, $2, $3, $4)
ON CONFLICT (account_id, company_id, sha256) DO NOTHING RETURNING upload_id
"""
HOLDER = "SELECT upload_id FROM upload_contents WHERE account_id = $1 AND company_id = $2 AND sha256 = $3"
RELEASE_CONTENT = "DELETE FROM upload_contents WHERE account_id = $1 AND upload_id = $2"

MARK_DUPLICATE = """
UPDATE uploads SET status = 'duplicate', duplicate_of = $3, finished_at = $4 WHERE account_id = $1 AND id = $2
"""

GIVE_A_TURN = """
INSERT INTO capture_turns (account_id, lane, served_at) SELECT $1, unnest($2::text[]), 'epoch' ON CONFLICT DO NOTHING
"""

POINT_DUPLICATES = (
    "UPDATE uploads SET duplicate_of = $3 WHERE account_id = $1 AND duplicate_of = $2 AND status = 'duplicate'"
)
FAIL_DUPLICATES = """
UPDATE uploads
   SET status = 'failed', duplicate_of = NULL, failure_code = $3, failure_message = $4
 WHERE account_id = $1 AND duplicate_of = $2 AND status = 'duplicate' AND deleted_at IS NULL RETURNING id
"""

MARK_JOINED = "UPDATE uploads SET duplicate_of = $3 WHERE account_id = $1 AND id = $2"

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
          size, created_at
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

INSERT_PART = """
INSERT INTO uploads (account_id, id, company_id, location_id, user_id, source, filename, media_type, sha256, size, status, lane,
                     pages, created_at, finished_at, part_of, plan, part, part_pages, part_confidence)
SELECT account_id, $3, company_id, location_id, user_id, source, filename, media_type, sha256, size, 'processed', lane,
       cardinality($6::int[]), $8, $8, id, $4, $5, $6, $7
  FROM uploads WHERE account_id = $1 AND id = $2
"""

INSERT_PLAN = """
INSERT INTO upload_plans (account_id, upload_id, number, before, parts, archived, created_at, created_by)
SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7
  FROM upload_plans WHERE account_id = $1 AND upload_id = $2
RETURNING number
"""
INSERT_PLAN_FILES = """
INSERT INTO upload_plan_files (account_id, upload_id, number, position, file, pages)
SELECT $1, $2, $3, x.* FROM unnest($4::int[], $5::uuid[], $6::int[]) AS x
"""
MARK_UNDONE = "UPDATE upload_plans SET undone_at = $4 WHERE account_id = $1 AND upload_id = $2 AND number = $3"

QUEUE_AGAIN = """
UPDATE uploads
   SET status = 'queued', plan = $3, lane = $4, attempts = 0, leased_until = NULL, put_off_until = NULL, started_at = NULL,
       finished_at = NULL, failure_code = NULL, failure_message = NULL
 WHERE account_id = $1 AND id = $2
"""
READ_ALREADY = """
-- the documents of the plan are there; whoever reads the file at this moment finds that it is no longer theirs
UPDATE uploads
   SET status = 'processed', plan = $3, leased_until = NULL, put_off_until = NULL, finished_at = $4, failure_code = NULL,
       failure_message = NULL
 WHERE account_id = $1 AND id = $2
"""
MERGE = "UPDATE uploads SET merged_into = $3 WHERE account_id = $1 AND id = ANY($2)"
DELETE = """
UPDATE uploads
   SET deleted_at = $3, leased_until = NULL, put_off_until = NULL, finished_at = coalesce(finished_at, $3),
       failure_code = CASE WHEN status IN ('queued', 'processing') THEN 'deleted' ELSE failure_code END,
       status = CASE WHEN status IN ('queued', 'processing') THEN 'failed' ELSE status END
 WHERE account_id = $1 AND id = $2
"""

IS_WAITING = "SELECT EXISTS (SELECT FROM uploads WHERE lane = $1 AND status = 'queued' AND put_off_until IS NULL)"

UNFINISHED_BY_LANE = """
SELECT lane, count(*) FROM uploads
 WHERE status = 'processing' OR (status = 'queued' AND put_off_until IS NULL) GROUP BY lane
"""


async def insert_upload(
    tx: Transaction, id: UUID, company_id: int, incoming: Incoming, sha256: bytes, lane: Lane
) -> None:
    """The file's row, the upload's, and the account's place among those whose files are read in turn."""
    size, media_type = len(incoming.data), MEDIA_TYPES[incoming.kind]
    await tx.execute(INSERT_FILE, tx.account_id, sha256, size, media_type, tx.now)
    await tx.execute(
        INSERT_UPLOAD,
        tx.account_id,
        id,
        company_id,
        incoming.location_id,
        tx.actor.user_id,
        "api",
        incoming.filename,
        media_type,
        sha256,
        size,
        incoming.metadata,
        incoming.created_email,
        lane,
        tx.now,
    )
    await tx.execute(GIVE_A_TURN, tx.account_id, list(Lane))


async def claim_content(tx: Transaction, company_id: int, sha256: bytes, upload_id: UUID) -> UUID | None:
    """The earlier upload of the same bytes in the company; None when there is none and the claim is ours."""
    while not await tx.fetchval(CLAIM_CONTENT, tx.account_id, company_id, sha256, upload_id):
        holder: UUID | None = await tx.fetchval(HOLDER, tx.account_id, company_id, sha256)
        if holder:
            return holder
    return None


async def mark_duplicate(tx: Transaction, upload_id: UUID, original: UUID) -> None:
    await tx.execute(MARK_DUPLICATE, tx.account_id, upload_id, original, tx.now)


async def holder_of(tx: Transaction, company_id: int, sha256: bytes) -> UUID | None:
    """The upload of these bytes that is read; None where there is none."""
    return await tx.fetchval(HOLDER, tx.account_id, company_id, sha256)


async def point_duplicates(tx: Transaction, upload_id: UUID, other: UUID) -> None:
    """What came after the upload with the same bytes is a duplicate of the other one."""
    await tx.execute(POINT_DUPLICATES, tx.account_id, upload_id, other)


async def fail_duplicates(tx: Transaction, upload_id: UUID, failure: Failure) -> list[UUID]:
    """Those that were duplicates of the upload."""
    rows = await tx.fetch(FAIL_DUPLICATES, tx.account_id, upload_id, failure.code, failure.message)
    return [row["id"] for row in rows]


async def mark_joined(tx: Transaction, upload_id: UUID, first: UUID) -> None:
    """The upload is another document of the invoice that came of `first`."""
    await tx.execute(MARK_JOINED, tx.account_id, upload_id, first)


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


async def release_content(tx: Transaction, upload_id: UUID) -> None:
    """Whoever sends the same bytes again is tried again."""
    await tx.execute(RELEASE_CONTENT, tx.account_id, upload_id)


async def keep_reading(tx: Transaction, upload_id: UUID, reading: Reading) -> None:
    await tx.execute(KEEP_READING, tx.account_id, upload_id, msgspec.to_builtins(reading), tx.now)


async def insert_part(
    tx: Transaction, taken: Taken, id: UUID, part: int, pages: Sequence[int], confidence: float
) -> None:
    """A document of the file that was taken, as an upload of its own that is read already."""
    await tx.execute(INSERT_PART, tx.account_id, taken.id, id, taken.plan, part, list(pages), confidence, tx.now)


async def insert_plan(
    tx: Transaction, upload: Upload, files: Sequence[Upload], parts: list[list[int]], archived: Sequence[UUID]
) -> int:
    """Its number. The caller holds the locks of the upload and of all files."""
    by = tx.actor.user_id
    number = await tx.fetchval(INSERT_PLAN, tx.account_id, upload.id, upload.plan, parts, list(archived), tx.now, by)
    ids, pages = [file.id for file in files], [file.pages for file in files]
    await tx.execute(INSERT_PLAN_FILES, tx.account_id, upload.id, number, list(range(len(ids))), ids, pages)
    return number


async def mark_undone(tx: Transaction, upload_id: UUID, number: int) -> None:
    await tx.execute(MARK_UNDONE, tx.account_id, upload_id, number, tx.now)


async def queue_again(tx: Transaction, upload_id: UUID, plan: int, lane: Lane) -> None:
    """As if it had never been taken, to be read by the plan. The caller holds its lock and enqueues a job."""
    await tx.execute(QUEUE_AGAIN, tx.account_id, upload_id, plan, lane)
    await tx.execute(GIVE_A_TURN, tx.account_id, list(Lane))


async def read_already(tx: Transaction, upload_id: UUID, plan: int) -> None:
    await tx.execute(READ_ALREADY, tx.account_id, upload_id, plan, tx.now)


async def merge_into(tx: Transaction, uploads: Sequence[UUID], upload_id: UUID | None) -> None:
    """None: they stand alone again."""
    await tx.execute(MERGE, tx.account_id, list(uploads), upload_id)


async def mark_deleted(tx: Transaction, upload_id: UUID) -> None:
    """Out of every list; what was waiting or being read ends here."""
    await tx.execute(DELETE, tx.account_id, upload_id, tx.now)


async def is_waiting(connection: Any, lane: Lane) -> bool:
    """Is there any file that could be taken now? Needs an operator's connection."""
    return await connection.fetchval(IS_WAITING, lane)


async def unfinished_by_lane(connection: Any) -> dict[Lane, int]:
    """How many files of all accounts can be taken or are being read. Needs an operator's connection."""
    return {Lane(row["lane"]): row["count"] for row in await connection.fetch(UNFINISHED_BY_LANE)}


WRITE_GATE = """
INSERT INTO reading_settings (account_id, precision_target, check_all, sampled_share, updated_at, updated_by)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (account_id) DO UPDATE
   SET precision_target = $2, check_all = $3, sampled_share = $4, updated_at = $5, updated_by = $6
"""
KEEP_THRESHOLDS = """
INSERT INTO reading_thresholds (account_id, thresholds, made_for, made_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (account_id) DO UPDATE SET thresholds = $2, made_for = $3, made_at = $4
"""


async def write_gate(tx: Transaction, settings: GateSettings) -> None:
    wanted = (settings.precision_target, settings.check_all, settings.sampled_share)
    await tx.execute(WRITE_GATE, tx.account_id, *wanted, tx.now, tx.actor.user_id)


async def keep_thresholds(tx: Transaction, thresholds: Mapping[str, Threshold], made_for: float) -> None:
    await tx.execute(KEEP_THRESHOLDS, tx.account_id, msgspec.to_builtins(thresholds), made_for, tx.now)


def _mine(tx: Transaction, taken: Taken) -> tuple[UUID, UUID, int, int]:
    return tx.account_id, taken.id, taken.attempt, taken.plan
