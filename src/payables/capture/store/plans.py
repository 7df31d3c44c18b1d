"""How the pages of files are arranged into documents."""

from collections.abc import Sequence
from uuid import UUID

from payables.capture.model import Taken, Upload
from payables.platform.db import Transaction

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
