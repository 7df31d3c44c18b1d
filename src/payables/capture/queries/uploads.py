"""Uploads as a caller sees them, and as they are locked."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from payables.capture.model import Upload, UploadStatus
from payables.invoices.queries.documents import DOCUMENTS_OF
from payables.kit.errors import NotFound
from payables.kit.pages import Page
from payables.platform.caller import Caller
from payables.platform.db import Listed, Transaction

# Two statements rather than one with a switch in it: the short list has an index of its own.
MATCHES = """
 u.account_id = $1 AND ($2::int[] IS NULL OR u.company_id = ANY($2)) AND ($3::int[] IS NULL OR u.location_id = ANY($3))
   AND ($4::int IS NULL OR u.location_id = $4) AND u.part_of IS NULL AND u.deleted_at IS NULL
"""

STILL_OF_INTEREST = "AND u.status IN ('queued', 'processing', 'failed')"

# The same bytes came for another location before, and nobody has brought their invoice to this one since
FROM_ELSEWHERE = f"""
 u.status = 'duplicate' AND EXISTS (
   SELECT FROM uploads o WHERE o.account_id = u.account_id AND o.id = u.duplicate_of AND o.location_id <> u.location_id)
   AND NOT EXISTS (SELECT FROM invoices i WHERE i.account_id = u.account_id AND i.location_id = u.location_id
                                            AND i.upload_id = ANY(ARRAY({DOCUMENTS_OF.format(upload="u.id")})))
"""  # noqa: S608

# The count stands apart: a window over the rows would carry all of them. A duplicate shows its original and that one's
# invoices, as far as the caller may see them; what is part of a file is shown as the file.
LISTED = f"""
SELECT u.id, u.filename, u.status, u.created_at, u.pages, u.plan, u.sha256, u.location_id, l.name AS location,
       u.failure_code, u.failure_message, coalesce(o.part_of, o.id) AS duplicate_of, p.name AS original_location,
       u.merged_into, {{elsewhere}} AS from_elsewhere,
       ARRAY(SELECT i.id FROM invoices i
              WHERE i.account_id = u.account_id AND i.upload_id = ANY(ARRAY({DOCUMENTS_OF.format(upload="u.id")}))
                AND ($2::int[] IS NULL OR i.company_id = ANY($2)) AND ($3::int[] IS NULL OR i.location_id = ANY($3))
              ORDER BY i.id) AS invoices,
       (SELECT count(*) FROM uploads u WHERE {{matches}}) AS total
  FROM uploads u JOIN locations l ON l.account_id = u.account_id AND l.id = u.location_id
  LEFT JOIN uploads o ON o.account_id = u.account_id AND o.id = u.duplicate_of
        AND ($2::int[] IS NULL OR o.company_id = ANY($2)) AND ($3::int[] IS NULL OR o.location_id = ANY($3))
  LEFT JOIN locations p ON p.account_id = o.account_id AND p.id = o.location_id
 WHERE {{matches}}
 ORDER BY u.created_at DESC, u.id DESC {{page}}
"""  # noqa: S608

PAGE = "LIMIT $5 OFFSET $6"

ALL = LISTED.format(matches=MATCHES, elsewhere=FROM_ELSEWHERE, page=PAGE)

UNFINISHED_AND_FAILED = LISTED.format(matches=MATCHES + STILL_OF_INTEREST, elsewhere=FROM_ELSEWHERE, page=PAGE)

ELSEWHERE = LISTED.format(matches=f"{MATCHES} AND {FROM_ELSEWHERE}", elsewhere="true", page=PAGE)

CHOSEN = LISTED.format(matches=f"{MATCHES} AND u.id = ANY($5)", elsewhere=FROM_ELSEWHERE, page="LIMIT $6 OFFSET $7")

ONE = LISTED.format(matches=f"{MATCHES} AND u.id = $7", elsewhere=FROM_ELSEWHERE, page=PAGE)

UPLOAD = tuple(Upload.__dataclass_fields__)

LOCKED = f"""
-- in the order of their ids, so that two who lock several never wait for each other in a circle
SELECT {", ".join(UPLOAD)} FROM uploads
 WHERE account_id = $1 AND id = ANY($2) AND part_of IS NULL AND deleted_at IS NULL
   AND ($3::int[] IS NULL OR company_id = ANY($3)) AND ($4::int[] IS NULL OR location_id = ANY($4))
 ORDER BY id FOR UPDATE
"""  # noqa: S608

DELETED = f"""
SELECT {", ".join(UPLOAD)} FROM uploads
 WHERE account_id = $1 AND id = $2 AND part_of IS NULL AND deleted_at IS NOT NULL
   AND ($3::int[] IS NULL OR company_id = ANY($3)) AND ($4::int[] IS NULL OR location_id = ANY($4))
   FOR UPDATE
"""  # noqa: S608

IS_THERE = "SELECT EXISTS (SELECT FROM uploads WHERE account_id = $1 AND id = $2 AND deleted_at IS NULL)"

NAMED = """
SELECT coalesce(part_of, id) FROM uploads
 WHERE account_id = $1 AND id = $2 AND deleted_at IS NULL
   AND ($3::int[] IS NULL OR company_id = ANY($3)) AND ($4::int[] IS NULL OR location_id = ANY($4))
"""

INVOICES_OF = f"""
SELECT id FROM invoices WHERE account_id = $1 AND upload_id = ANY(ARRAY({DOCUMENTS_OF.format(upload="$2")}))
   AND (state <> 'archived' OR exported_at IS NOT NULL OR settled_by_payments > 0) ORDER BY id
"""  # noqa: S608


async def uploads(
    tx: Transaction,
    caller: Caller,
    page: Page,
    *,
    company_id: int | None,
    location_id: int | None,
    finished_too: bool,
    elsewhere: bool,
    ids: Sequence[UUID] | None = None,
) -> Listed:
    """Newest first, within the caller's scope; company and location have been checked. `elsewhere`: only those that were not
    read because the same bytes had come for another location. `ids`: only these, whatever became of them."""
    sql = ELSEWHERE if elsewhere else ALL if finished_too else UNFINISHED_AND_FAILED
    companies = caller.scope.companies if company_id is None else [company_id]
    if ids is not None:
        return await tx.page(CHOSEN, page, tx.account_id, companies, caller.scope.locations, location_id, ids)
    return await tx.page(sql, page, tx.account_id, companies, caller.scope.locations, location_id)


async def upload(tx: Transaction, caller: Caller, id: UUID) -> Any:
    """The row as lists show it. Raises NotFound."""
    scope = caller.scope
    row = await tx.fetchrow(ONE, tx.account_id, scope.companies, scope.locations, None, 1, 0, id)
    if row is None:
        raise NotFound(what="upload")
    return row


async def named(tx: Transaction, caller: Caller, id: UUID) -> str:
    """How a refusal calls an upload: by its id where the caller sees it."""
    seen = await tx.fetchval(NAMED, tx.account_id, id, caller.scope.companies, caller.scope.locations)
    return f"upload {seen}" if seen else "an upload that you do not see"


async def load_for_update(tx: Transaction, caller: Caller, ids: Sequence[UUID]) -> list[Upload]:
    """In the order of `ids`, locked until the transaction ends. Raises NotFound, also for parts and what was deleted."""
    rows = await tx.fetch(LOCKED, tx.account_id, list(ids), caller.scope.companies, caller.scope.locations)
    found = {row["id"]: _upload(row) for row in rows}
    if not all(id in found for id in ids):
        raise NotFound(what="upload")
    return [found[id] for id in ids]


async def load_deleted(tx: Transaction, caller: Caller, id: UUID) -> Upload:
    """One that was deleted, locked. Raises NotFound."""
    row = await tx.fetchrow(DELETED, tx.account_id, id, caller.scope.companies, caller.scope.locations)
    if row is None:
        raise NotFound(what="deleted upload")
    return _upload(row)


async def is_there(tx: Transaction, id: UUID) -> bool:
    """Whether it was not deleted."""
    return await tx.fetchval(IS_THERE, tx.account_id, id)


def _upload(row: Any) -> Upload:
    values: dict[str, Any] = {**row, "status": UploadStatus(row["status"])}
    return Upload(**values)


async def invoices_of(tx: Transaction, upload_id: UUID) -> list[UUID]:
    """Those in use that the file is now; whether the caller may see them is not asked."""
    return [row["id"] for row in await tx.fetch(INVOICES_OF, tx.account_id, upload_id)]
