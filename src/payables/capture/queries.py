"""Reads of uploads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from payables.capture.model import Plan, StoredFile, Upload, UploadStatus
from payables.capture.rules.channel import Channel, channel_of
from payables.capture.rules.gate import GateSettings
from payables.capture.rules.thresholds import Threshold
from payables.extraction.accounts import accounts_of
from payables.extraction.model import Reading, StraightThrough
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
 ORDER BY u.created_at DESC, u.id DESC LIMIT $5 OFFSET $6
"""  # noqa: S608
ALL = LISTED.format(matches=MATCHES, elsewhere=FROM_ELSEWHERE)
UNFINISHED_AND_FAILED = LISTED.format(matches=MATCHES + STILL_OF_INTEREST, elsewhere=FROM_ELSEWHERE)
ELSEWHERE = LISTED.format(matches=f"{MATCHES} AND {FROM_ELSEWHERE}", elsewhere="true")
ONE = LISTED.format(matches=f"{MATCHES} AND u.id = $7", elsewhere=FROM_ELSEWHERE)

UPLOAD = tuple(Upload.__dataclass_fields__)
LOCKED = f"""
-- in the order of their ids, so that two who lock several never wait for each other in a circle
SELECT {", ".join(UPLOAD)} FROM uploads
 WHERE account_id = $1 AND id = ANY($2) AND part_of IS NULL AND deleted_at IS NULL
   AND ($3::int[] IS NULL OR company_id = ANY($3)) AND ($4::int[] IS NULL OR location_id = ANY($4))
 ORDER BY id FOR UPDATE
"""  # noqa: S608

NAMED = """
SELECT coalesce(part_of, id) FROM uploads
 WHERE account_id = $1 AND id = $2 AND deleted_at IS NULL
   AND ($3::int[] IS NULL OR company_id = ANY($3)) AND ($4::int[] IS NULL OR location_id = ANY($4))
"""

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
       ARRAY(SELECT i.id FROM invoices i
              WHERE i.account_id = d.account_id AND i.upload_id = coalesce(d.duplicate_of, d.id)
                AND ($3::int[] IS NULL OR i.company_id = ANY($3)) AND ($4::int[] IS NULL OR i.location_id = ANY($4))) AS invoices
  FROM uploads u JOIN uploads d ON d.account_id = u.account_id AND d.part_of = u.id AND d.plan = u.plan
 WHERE u.account_id = $1 AND u.id = ANY($2) ORDER BY d.part
"""

INVOICES_OF = f"""
SELECT id FROM invoices WHERE account_id = $1 AND upload_id = ANY(ARRAY({DOCUMENTS_OF.format(upload="$2")}))
   AND (state <> 'archived' OR exported_at IS NOT NULL OR settled_by_payments > 0) ORDER BY id
"""  # noqa: S608

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

PAPERS = """
-- what was read from these uploads, and from those that joined the invoices of them
SELECT coalesce(u.duplicate_of, u.id) AS first, r.reading -> 'method' AS method, r.reading -> 'pages' AS pages,
       r.reading -> 'fields' AS fields, r.reading -> 'candidates' AS candidates, r.reading -> 'einvoice' AS einvoice
  FROM uploads u JOIN readings r ON r.account_id = u.account_id AND r.upload_id = u.id
 WHERE u.account_id = $1 AND u.status = 'processed' AND (u.id = ANY($2) OR u.duplicate_of = ANY($2))
"""


@dataclass(frozen=True, slots=True)
class Paper:
    """One of the documents that an invoice was read from."""

    channel: Channel
    accounts: list[str]


async def papers_of(tx: Transaction, uploads: Sequence[UUID]) -> dict[UUID, list[Paper]]:
    """First upload -> its document and those that joined it."""
    found: dict[UUID, list[Paper]] = {}
    for row in await tx.fetch(PAPERS, tx.account_id, list(uploads)):
        paper = Paper(channel_of(row["method"]), accounts_of(_said(row)))
        found.setdefault(row["first"], []).append(paper)
    return found


def _said(row: Any) -> Reading:
    """Of a row of PAPERS: what the paper says of accounts."""
    names = ("method", "pages", "fields", "candidates", "einvoice")
    return msgspec.convert({"kind": "", **{name: row[name] for name in names if row[name] is not None}}, Reading)


async def uploads(
    tx: Transaction, caller: Caller, page: Page, *, location_id: int | None, finished_too: bool, elsewhere: bool
) -> Listed:
    """Newest first, within the caller's scope; the location has been checked. `elsewhere`: only those that were not read
    because the same bytes had come for another location."""
    sql = ELSEWHERE if elsewhere else ALL if finished_too else UNFINISHED_AND_FAILED
    return await tx.page(sql, page, tx.account_id, caller.scope.companies, caller.scope.locations, location_id)


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


def _upload(row: Any) -> Upload:
    values: dict[str, Any] = {**row, "status": UploadStatus(row["status"])}
    return Upload(**values)


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


async def invoices_of(tx: Transaction, upload_id: UUID) -> list[UUID]:
    """Those in use that the file is now; whether the caller may see them is not asked."""
    return [row["id"] for row in await tx.fetch(INVOICES_OF, tx.account_id, upload_id)]


async def suggestion_of(tx: Transaction, documents: Sequence[UUID]) -> dict[str, Any] | None:
    """How the pages of the file of these documents might be divided: extraction/model.py, Suggestion, as plain values."""
    return await tx.fetchval(SUGGESTED, tx.account_id, list(documents))


async def continued(
    tx: Transaction, company_id: int, number: str, upload_id: UUID, first: int, last: int, of: int
) -> Any:
    """The invoice of the location that may be of the pages before or after: id, vendor_id, upload_id; None without any."""
    return await tx.fetchrow(CONTINUED, tx.account_id, company_id, number, upload_id, first, last, of)


GATE = """
SELECT s.precision_target, s.check_all, s.sampled_share, t.thresholds, t.made_for, t.made_at
  FROM (SELECT $1::uuid AS account_id) a
  LEFT JOIN reading_settings s USING (account_id) LEFT JOIN reading_thresholds t USING (account_id)
"""

PASSED = """
-- e-invoices are read without a doubt: they say nothing of how well papers are read
SELECT upload_id, reading -> 'straight_through' AS gate FROM readings
 WHERE account_id = $1 AND upload_id = ANY($2) AND reading ->> 'straight_through' IS NOT NULL
   AND NOT (reading #>> '{method,0}') LIKE 'xml%'
"""


@dataclass(frozen=True, slots=True)
class KeptGate:
    """The account's settings, and the thresholds that were found last: for which target, and when."""

    settings: GateSettings
    thresholds: dict[str, Threshold]
    made_for: float
    made_at: datetime | None


async def gate(tx: Transaction) -> KeptGate:
    row = await tx.fetchrow(GATE, tx.account_id)
    assert row is not None
    settings = GateSettings()
    if row["check_all"] is not None:
        settings = GateSettings(row["precision_target"], row["check_all"], row["sampled_share"])
    kept = msgspec.convert(row["thresholds"] or {}, dict[str, Threshold])
    return KeptGate(settings, kept, row["made_for"] or 0.0, row["made_at"])


async def passed_of(tx: Transaction, uploads: Sequence[UUID]) -> dict[UUID, StraightThrough]:
    """What the gate said of papers when they were read, as far as there was one; without e-invoices."""
    rows = await tx.fetch(PASSED, tx.account_id, list(uploads))
    return {row["upload_id"]: msgspec.convert(row["gate"], StraightThrough) for row in rows}
