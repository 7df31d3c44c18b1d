"""How the pages of files were arranged, and how they might be."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from payables.capture.model import Plan, StoredFile
from payables.platform.caller import Caller
from payables.platform.db import Transaction

PLAN = """
SELECT number, before, parts, archived FROM upload_plans WHERE account_id = $1 AND upload_id = $2 AND number = $3
"""

PLAN_FILES = """
SELECT u.id, u.sha256, u.filename, u.media_type, u.size, f.pages
  FROM upload_plan_files f JOIN uploads u ON u.account_id = f.account_id AND u.id = f.file
 WHERE f.account_id = $1 AND f.upload_id = $2 AND f.number = $3 ORDER BY f.position
"""

PARTS = """
-- of the files' plans of now; a file that is one document has none
SELECT d.part_of AS upload_id, d.id, d.part, d.part_pages AS pages, d.part_confidence AS confidence,
       d.duplicate_of IS NOT NULL AS joined,
       ARRAY(SELECT i.id FROM invoices i
              WHERE i.account_id = d.account_id AND i.upload_id = coalesce(d.duplicate_of, d.id)
                AND ($3::int[] IS NULL OR i.company_id = ANY($3)) AND ($4::int[] IS NULL OR i.location_id = ANY($4))) AS invoices
  FROM uploads u JOIN uploads d ON d.account_id = u.account_id AND d.part_of = u.id AND d.plan = u.plan
 WHERE u.account_id = $1 AND u.id = ANY($2) ORDER BY d.part
"""

SUGGESTED = """
SELECT reading -> 'suggestion' FROM readings
 WHERE account_id = $1 AND upload_id = ANY($2) AND jsonb_typeof(reading -> 'suggestion') = 'object' LIMIT 1
"""

CONTINUED = """
-- invoices of the same number whose papers' page marks go on where these end, or end where these begin
SELECT i.id, i.vendor_id, coalesce(i.reference_id, i.upload_id) AS upload_id
  FROM invoices i JOIN readings r ON r.account_id = i.account_id AND r.upload_id = i.upload_id
 WHERE i.account_id = $1 AND i.company_id = $2 AND i.number = $3 AND i.state IN ('incomplete', 'pending_approval')
   -- files of one location are merged, and nobody is told of another's
   AND i.location_id = (SELECT location_id FROM uploads WHERE account_id = $1 AND id = $4)
   AND coalesce(i.reference_id, i.upload_id) <> $4
   AND ((r.reading #>> '{numbering,last}')::int = $5 - 1 OR (r.reading #>> '{numbering,first}')::int = $6 + 1)
   AND coalesce((r.reading #>> '{numbering,of}')::int, $7) = $7
 ORDER BY i.created_at DESC, i.id LIMIT 1
"""


async def plan_of(tx: Transaction, upload_id: UUID, number: int) -> Plan | None:
    """None for plan 0: the pages decide."""
    row = await tx.fetchrow(PLAN, tx.account_id, upload_id, number)
    if row is None:
        return None
    files = await tx.fetch(PLAN_FILES, tx.account_id, upload_id, number)
    return Plan(row["number"], row["before"], [StoredFile(**file) for file in files], row["parts"], row["archived"])


async def parts_of(tx: Transaction, caller: Caller, ids: Sequence[UUID]) -> dict[UUID, list[Any]]:
    """Upload -> its documents, where it holds several or is read by a plan."""
    found: dict[UUID, list[Any]] = {}
    for row in await tx.fetch(PARTS, tx.account_id, list(ids), caller.scope.companies, caller.scope.locations):
        found.setdefault(row["upload_id"], []).append(row)
    return found


async def suggestion_of(tx: Transaction, documents: Sequence[UUID]) -> dict[str, Any] | None:
    """How the pages of the file of these documents might be divided: extraction/model.py, Suggestion, as plain values."""
    return await tx.fetchval(SUGGESTED, tx.account_id, list(documents))


async def continued(
    tx: Transaction, company_id: int, number: str, upload_id: UUID, first: int, last: int, of: int
) -> Any:
    """The invoice of the location that may be of the pages before or after: id, vendor_id, upload_id; None without any."""
    return await tx.fetchrow(CONTINUED, tx.account_id, company_id, number, upload_id, first, last, of)
