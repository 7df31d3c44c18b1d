"""Invoices of export jobs: which are ready, which a job has and how they ended."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from payables.invoices.model import Claim, ClaimOutcome, Invoice, InvoiceType, Status
from payables.invoices.queries.lists import STATUS_FILTERS
from payables.invoices.queries.ready import CONTROL_TOTAL, ControlTotal
from payables.invoices.queries.records import FIELDS, JOINED, SEEN, Seen, invoice_of, seen_of
from payables.invoices.rules.exportable import NamedJob
from payables.kit.ids import parse_uuid
from payables.platform.caller import Caller, Scope
from payables.platform.db import Transaction

READY = f"""
-- in the order of their ids, as every batch locks them; whoever waited here looks again and finds them taken
SELECT {", ".join(f"i.{name}" for name in FIELDS)}
  FROM invoices i JOIN vendors v ON v.account_id = i.account_id AND v.id = i.vendor_id
 WHERE i.account_id = $1 AND i.company_id = $2 AND ($3::int IS NULL OR i.location_id = $3)
   AND ($4::int[] IS NULL OR i.company_id = ANY($4)) AND ($5::int[] IS NULL OR i.location_id = ANY($5))
   AND {STATUS_FILTERS[Status.READY_FOR_EXPORT]}
 ORDER BY i.id LIMIT $6 FOR UPDATE OF i
"""  # noqa: S608

LOCKED = f"""
SELECT {", ".join(f"i.{name}" for name in FIELDS)} FROM invoices i
 WHERE i.account_id = $1 AND i.export_job = $2 AND ($3::uuid[] IS NULL OR i.id = ANY($3))
 ORDER BY i.id FOR UPDATE
"""  # noqa: S608

TAKEN = f"""
{SEEN} {JOINED}
  JOIN export_claims c ON c.account_id = i.account_id AND c.invoice = i.id
 WHERE i.account_id = $1 AND c.job = $2 AND c.outcome = 'claimed' ORDER BY c.position
"""

CLAIMS = """
SELECT c.job, c.invoice, c.position, c.outcome, c.code, c.reason, c.transaction_id, i.invoice_id, i.number, i.type, i.vendor_id,
       coalesce(v.erp_vendor_name, i.vendor_as_read) AS vendor_name, i.currency, i.total_amount
  FROM export_claims c JOIN invoices i ON i.account_id = c.account_id AND i.id = c.invoice
  LEFT JOIN vendors v ON v.account_id = i.account_id AND v.id = i.vendor_id
 WHERE c.account_id = $1 AND c.job = $2 ORDER BY c.position
"""

COUNTS = """
SELECT job, outcome, count(*) AS count FROM export_claims WHERE account_id = $1 AND job = ANY($2) GROUP BY job, outcome
"""

TOTALS = f"""
-- without what was left out: that is in no file
SELECT c.job, {CONTROL_TOTAL}
  FROM export_claims c JOIN invoices i ON i.account_id = c.account_id AND i.id = c.invoice
 WHERE c.account_id = $1 AND c.job = ANY($2) AND c.outcome <> 'left_out' GROUP BY c.job, i.currency ORDER BY i.currency
"""  # noqa: S608


# A job is seen by whoever sees all its locations.
NAMED_JOB = """
SELECT id, state <> 'created' AS left, transaction_prefix FROM export_jobs
 WHERE account_id = $1 AND id = $2
   AND ($3::int[] IS NULL OR company_id = ANY($3)) AND ($4::int[] IS NULL OR location_ids <@ $4)
"""


@dataclass(frozen=True, slots=True)
class ClaimSeen:
    """A claim with what people call its invoice, and what that comes to."""

    claim: Claim
    invoice_id: int
    number: str | None
    type: InvoiceType
    vendor_id: int | None
    vendor_name: str | None
    currency: str
    total_amount: Decimal | None


async def lock_ready(
    tx: Transaction, caller: Caller, company_id: int, location_id: int | None, most: int
) -> list[Invoice]:
    """At most so many that can be exported now, the oldest first, locked until the transaction ends."""
    scope = caller.scope
    rows = await tx.fetch(READY, tx.account_id, company_id, location_id, scope.companies, scope.locations, most)
    return [invoice_of(row) for row in rows]


async def lock_taken(tx: Transaction, job: UUID, invoices: list[UUID] | None = None) -> list[Invoice]:
    """Those that the job has, or those of them that are named."""
    return [invoice_of(row) for row in await tx.fetch(LOCKED, tx.account_id, job, invoices)]


async def taken(tx: Transaction, job: UUID) -> list[Seen]:
    """Those that the job has, in its order."""
    return [seen_of(row) for row in await tx.fetch(TAKEN, tx.account_id, job)]


async def claims(tx: Transaction, job: UUID) -> list[ClaimSeen]:
    """All that the job was asked for, in its order."""
    return [_claim_of(dict(row)) for row in await tx.fetch(CLAIMS, tx.account_id, job)]


async def counts(tx: Transaction, jobs: list[UUID]) -> dict[UUID, dict[ClaimOutcome, int]]:
    """How many invoices of each job ended how."""
    found: dict[UUID, dict[ClaimOutcome, int]] = {job: {} for job in jobs}
    for row in await tx.fetch(COUNTS, tx.account_id, jobs):
        found[row["job"]][ClaimOutcome(row["outcome"])] = row["count"]
    return found


async def totals(tx: Transaction, jobs: list[UUID]) -> dict[UUID, list[ControlTotal]]:
    """What each job brings to the ERP, by currency, as its invoices are now."""
    found: dict[UUID, list[ControlTotal]] = {job: [] for job in jobs}
    for row in await tx.fetch(TOTALS, tx.account_id, jobs):
        found[row["job"]].append(ControlTotal(row["currency"], row["count"], row["total"]))
    return found


async def named_job(tx: Transaction, scope: Scope, batch: str | None) -> NamedJob | None:
    """The job that a batch's name is the id of, if the caller may see it."""
    id = parse_uuid(batch) if batch else None
    row = await tx.fetchrow(NAMED_JOB, tx.account_id, id, scope.companies, scope.locations) if id else None
    return NamedJob(**row) if row else None


def _claim_of(row: dict[str, Any]) -> ClaimSeen:
    seen: dict[str, Any] = {name: row.pop(name) for name in ClaimSeen.__dataclass_fields__ if name != "claim"}
    seen["type"], row["outcome"] = InvoiceType(seen["type"]), ClaimOutcome(row["outcome"])
    return ClaimSeen(Claim(**row), **seen)
