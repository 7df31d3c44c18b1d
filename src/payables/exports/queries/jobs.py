"""Export jobs, one by one and in lists, within what a caller may see: a job is seen by whoever sees all its locations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from payables.exports.model import Format, Job, JobState, Layout
from payables.kit.errors import NotFound
from payables.kit.ids import parse_uuid
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction

FIELDS = tuple(Job.__dataclass_fields__)
EVERYTHING = Scope()

ONE = f"""
SELECT {", ".join(FIELDS)} FROM export_jobs
 WHERE account_id = $1 AND id = $2
   AND ($3::int[] IS NULL OR company_id = ANY($3)) AND ($4::int[] IS NULL OR location_ids <@ $4)
"""  # noqa: S608
LOCKED = f"{ONE} FOR UPDATE"

MATCHING = """
  FROM export_jobs
 WHERE account_id = $1
   AND ($2::int[] IS NULL OR company_id = ANY($2)) AND ($3::int[] IS NULL OR location_ids <@ $3)
   AND ($4::int IS NULL OR company_id = $4) AND ($5::text IS NULL OR state = $5)
"""

LISTED = f"""
-- the count stands apart: a row carries its whole mapping
SELECT {", ".join(FIELDS)}, (SELECT count(*) {MATCHING}) AS total {MATCHING}
 ORDER BY created_at DESC, id DESC LIMIT $6 OFFSET $7
"""

UNWRITTEN = """
SELECT account_id, id FROM export_jobs
 WHERE state = 'created' AND format IS NOT NULL AND file_sha256 IS NULL AND created_at <= $1
"""
UNANSWERED = "SELECT account_id, id FROM export_jobs WHERE state = 'sent' AND answer_due_at <= $1"


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of jobs, and how many match in all."""

    total: int
    jobs: list[Job]


async def load(tx: Transaction, scope: Scope, id: str | UUID) -> Job:
    """Raises NotFound for what is not an id, does not exist, or has an invoice outside the scope."""
    return await _one(tx, scope, id, ONE)


async def load_for_update(tx: Transaction, scope: Scope, id: str | UUID) -> Job:
    """Locked until the transaction ends; whoever changes a job takes this lock before those of its invoices."""
    return await _one(tx, scope, id, LOCKED)


async def listed(
    tx: Transaction, scope: Scope, page: Page, *, company_id: int | None, state: JobState | None
) -> Listed:
    """Newest first; the company has been checked by the caller."""
    found = await tx.page(LISTED, page, tx.account_id, scope.companies, scope.locations, company_id, state)
    return Listed(found.total, [_job_of(row) for row in found.rows])


async def unwritten(connection: Any, before: datetime) -> Iterable[tuple[UUID, UUID]]:
    """Account and job of files that should have been written by now. Needs an operator's connection."""
    return [(row["account_id"], row["id"]) for row in await connection.fetch(UNWRITTEN, before)]


async def unanswered(connection: Any, now: datetime) -> Iterable[tuple[UUID, UUID]]:
    """Account and job of what the ERP should have answered by now. Needs an operator's connection."""
    return [(row["account_id"], row["id"]) for row in await connection.fetch(UNANSWERED, now)]


async def _one(tx: Transaction, scope: Scope, id: str | UUID, sql: str) -> Job:
    known = parse_uuid(str(id))
    row = await tx.fetchrow(sql, tx.account_id, known, scope.companies, scope.locations) if known else None
    if row is None:
        raise NotFound(what="export job")
    return _job_of(row)


def _job_of(row: Any) -> Job:
    values = {name: row[name] for name in FIELDS}
    values["format"] = Format(row["format"]) if row["format"] else None
    values["state"] = JobState(row["state"])
    values["mapping"] = msgspec.convert(row["mapping"], Layout) if row["mapping"] else None
    return Job(**values)
