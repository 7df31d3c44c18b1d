"""Files as they come in, whose bytes count once for a company."""

from collections.abc import Sequence
from uuid import UUID

from payables.capture.model import MEDIA_TYPES, Failure, Incoming, Lane
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


PUT_BACK = "UPDATE uploads SET deleted_at = NULL WHERE account_id = $1 AND id = $2"

STAND_AGAIN = """
-- what came twice stands for the original that is back, unless somebody has had it read meanwhile
UPDATE uploads SET status = 'duplicate', duplicate_of = $2, failure_code = NULL, failure_message = NULL
 WHERE account_id = $1 AND company_id = $3 AND sha256 = $4 AND status = 'failed' AND failure_code = $5
   AND deleted_at IS NULL AND part_of IS NULL
RETURNING id
"""

MARK_FAILED = """
UPDATE uploads SET status = 'failed', duplicate_of = NULL, failure_code = $3, failure_message = $4
 WHERE account_id = $1 AND id = $2
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


async def mark_joined(tx: Transaction, upload_id: UUID, first: UUID | None) -> None:
    """The upload is another document of the invoice that came of `first`; None: it stands alone again."""
    await tx.execute(MARK_JOINED, tx.account_id, upload_id, first)


async def release_content(tx: Transaction, upload_id: UUID) -> None:
    """Whoever sends the same bytes again is tried again."""
    await tx.execute(RELEASE_CONTENT, tx.account_id, upload_id)


async def queue_again(tx: Transaction, upload_id: UUID, plan: int, lane: Lane) -> None:
    """As if it had never been taken, to be read by the plan. The caller holds its lock and enqueues a job."""
    await tx.execute(QUEUE_AGAIN, tx.account_id, upload_id, plan, lane)
    await tx.execute(GIVE_A_TURN, tx.account_id, list(Lane))


async def read_already(tx: Transaction, upload_id: UUID, plan: int) -> None:
    await tx.execute(READ_ALREADY, tx.account_id, upload_id, plan, tx.now)


async def merge_into(tx: Transaction, uploads: Sequence[UUID], upload_id: UUID | None) -> None:
    """None: they stand alone again."""
    await tx.execute(MERGE, tx.account_id, list(uploads), upload_id)


async def put_back(tx: Transaction, upload_id: UUID) -> None:
    """Into the lists again."""
    await tx.execute(PUT_BACK, tx.account_id, upload_id)


async def stand_again(tx: Transaction, original: UUID, company_id: int, sha256: bytes, code: str) -> list[UUID]:
    """Those that failed with this code for want of the original."""
    rows = await tx.fetch(STAND_AGAIN, tx.account_id, original, company_id, sha256, code)
    return [row["id"] for row in rows]


async def mark_failed(tx: Transaction, upload_id: UUID, failure: Failure) -> None:
    await tx.execute(MARK_FAILED, tx.account_id, upload_id, failure.code, failure.message)


async def mark_deleted(tx: Transaction, upload_id: UUID) -> None:
    """Out of every list; what was waiting or being read ends here."""
    await tx.execute(DELETE, tx.account_id, upload_id, tx.now)
