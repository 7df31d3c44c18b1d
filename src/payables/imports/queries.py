"""Reads of imports."""

from typing import Any
from uuid import UUID

import msgspec

from payables.imports.model import Import, ImportKind, ImportStatus, RecordOutcome
from payables.kit.errors import NotFound
from payables.kit.pages import Page
from payables.platform.caller import Caller
from payables.platform.db import Listed, Transaction

ONE = """
SELECT id, kind, company_id, filename, status, ignored, created_at, created_by, undone_at FROM imports
 WHERE account_id = $1 AND id = $2 AND ($3::int[] IS NULL OR company_id = ANY($3)) AND {seen}
"""

# What a file holds may concern any location of its company: who sees only some of them sees their own files.
SEEN = "({all_locations} OR created_by = {user})"

ROWS = "SELECT outcome FROM import_rows WHERE account_id = $1 AND import = $2 ORDER BY position"

MATCHING = f"""
  FROM imports i
 WHERE i.account_id = $1 AND ($2::int[] IS NULL OR i.company_id = ANY($2))
   AND {SEEN.format(all_locations="$3::boolean", user="$4")}
   AND ($5::int IS NULL OR i.company_id = $5) AND ($6::text IS NULL OR i.kind = $6)
"""

LISTED = f"""
-- the count of imports stands apart: only those of the page count their rows
SELECT i.id, i.kind, i.company_id, i.filename, i.status, i.created_at, i.created_by, i.undone_at,
       (SELECT jsonb_object_agg(did, n) FROM (
          SELECT outcome ->> 'did' AS did, count(*) AS n FROM import_rows r
           WHERE r.account_id = i.account_id AND r.import = i.id GROUP BY 1) AS counted) AS counts,
       (SELECT count(*) {MATCHING}) AS total {MATCHING}
 ORDER BY i.created_at DESC, i.id DESC LIMIT $7 OFFSET $8
"""  # noqa: S608


async def load(tx: Transaction, caller: Caller, import_id: UUID) -> Import:
    """An import with what became of its rows. Raises NotFound."""
    return await _load(tx, caller, import_id, "")


async def load_for_update(tx: Transaction, caller: Caller, import_id: UUID) -> Import:
    """The same, locked until the transaction ends."""
    return await _load(tx, caller, import_id, "FOR UPDATE")


async def listed(
    tx: Transaction, caller: Caller, page: Page, *, company_id: int | None, kind: ImportKind | None
) -> Listed:
    """Newest first. The company has been checked by the caller."""
    scope = caller.scope
    return await tx.page(
        LISTED, page, tx.account_id, scope.companies, scope.locations is None, caller.user_id, company_id, kind
    )


async def _load(tx: Transaction, caller: Caller, import_id: UUID, lock: str) -> Import:
    sql = ONE.format(seen=SEEN.format(all_locations="$4::boolean", user="$5")) + lock
    scope = caller.scope
    row = await tx.fetchrow(sql, tx.account_id, import_id, scope.companies, scope.locations is None, caller.user_id)
    if row is None:
        raise NotFound(what="import")
    rows = await tx.fetch(ROWS, tx.account_id, import_id)
    values: dict[str, Any] = {**row, "kind": ImportKind(row["kind"]), "status": ImportStatus(row["status"])}
    return Import(**values, outcomes=[msgspec.convert(found["outcome"], RecordOutcome) for found in rows])
