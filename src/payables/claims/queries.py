"""Reads of claims. A claim is seen by whoever sees its invoice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from payables.claims.model import Aged, Asleep, Claim, ClaimStatus, Memo, Settlement
from payables.kit.errors import NotFound
from payables.kit.ids import parse_uuid
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction

# A claim of an archived invoice is withdrawn with it.
LIVE = """
SELECT c.* FROM claims c JOIN invoices i ON i.account_id = c.account_id AND i.id = c.invoice
 WHERE c.withdrawn_at IS NULL AND i.state <> 'archived'
"""

# How much of a credit memo settles claims.
USED_OF_MEMO = f"""
SELECT coalesce(sum(u.amount), 0) FROM claim_settlements u JOIN ({LIVE}) l ON l.account_id = u.account_id AND l.id = u.claim
 WHERE u.account_id = m.account_id AND u.credit_memo = m.id
"""  # noqa: S608

# Whether what a memo settles of a claim counts: it may have been archived, or changed into something else, since. One that is
# no longer worth what it settles counts for none of it.
COUNTS = f"""m.type = 'credit_memo' AND m.state <> 'archived' AND m.company_id = c.company_id AND m.vendor_id = c.vendor_id
         AND m.currency = c.currency AND m.total_amount >= ({USED_OF_MEMO})"""

CLAIMS = f"""
SELECT c.id, c.company_id, i.location_id, c.vendor_id, v.erp_vendor_name AS vendor_name, c.invoice, i.invoice_id,
       i.number AS invoice_number, c.item, c.outcome, c.amount, c.currency, c.reason, s.settled,
       CASE WHEN c.withdrawn_at IS NOT NULL OR i.state = 'archived' THEN 'withdrawn'
            WHEN s.settled >= c.amount THEN 'settled' ELSE 'open' END AS status,
       c.opened_at, c.opened_by, c.withdrawn_at, c.withdrawn_by, c.withdrawn_reason
  FROM claims c
  JOIN invoices i ON i.account_id = c.account_id AND i.id = c.invoice
  JOIN vendors v ON v.account_id = c.account_id AND v.company_id = c.company_id AND v.id = c.vendor_id
 CROSS JOIN LATERAL (
       SELECT coalesce(sum(x.amount), 0) AS settled FROM claim_settlements x
         JOIN invoices m ON m.account_id = x.account_id AND m.id = x.credit_memo
        WHERE x.account_id = c.account_id AND x.claim = c.id AND {COUNTS}) AS s
 WHERE c.account_id = $1 AND ($2::int[] IS NULL OR c.company_id = ANY($2)) AND ($3::int[] IS NULL OR i.location_id = ANY($3))
"""  # noqa: S608

LISTED = f"""
SELECT *, count(*) OVER () AS total FROM ({CLAIMS}) AS claims
 WHERE ($4::int IS NULL OR company_id = $4) AND ($5::int IS NULL OR vendor_id = $5)
   AND ($6::text IS NULL OR status = $6) AND ($7::uuid IS NULL OR invoice = $7)
 ORDER BY opened_at DESC, id DESC LIMIT $8 OFFSET $9
"""  # noqa: S608

ONE = f"{CLAIMS} AND c.id = $4"
MANY = f"{CLAIMS} AND c.id = ANY($4) ORDER BY c.item, c.outcome"

SAME = """
SELECT c.id FROM claims c JOIN unnest($3::int[], $4::text[]) AS d (item, outcome) ON d.item = c.item AND d.outcome = c.outcome
 WHERE c.account_id = $1 AND c.invoice = $2 AND c.withdrawn_at IS NULL AND c.id <> ALL($5) LIMIT 1
"""

LOCK = "SELECT FROM claims WHERE account_id = $1 AND id = $2 FOR UPDATE"

SETTLEMENTS = f"""
SELECT x.claim, x.credit_memo, m.invoice_id, m.number AS invoice_number, x.amount, x.settled_at, x.settled_by,
       coalesce({COUNTS}, false) AS counts,
       ($3::int[] IS NULL OR m.company_id = ANY($3)) AND ($4::int[] IS NULL OR m.location_id = ANY($4)) AS seen
  FROM claim_settlements x JOIN invoices m ON m.account_id = x.account_id AND m.id = x.credit_memo
  JOIN claims c ON c.account_id = x.account_id AND c.id = x.claim
 WHERE x.account_id = $1 AND x.claim = ANY($2) ORDER BY x.settled_at, x.credit_memo
"""  # noqa: S608

ASLEEP = """
-- claims of archived invoices: they would be open again with the invoice
SELECT x.claim, x.amount, c.currency FROM claim_settlements x
  JOIN claims c ON c.account_id = x.account_id AND c.id = x.claim AND c.withdrawn_at IS NULL
  JOIN invoices i ON i.account_id = c.account_id AND i.id = c.invoice AND i.state = 'archived'
 WHERE x.account_id = $1 AND x.credit_memo = $2 ORDER BY x.claim
"""

USED = f"SELECT ({USED_OF_MEMO}) FROM invoices m WHERE m.account_id = $1 AND m.id = $2"  # noqa: S608

CLAIMED = """
SELECT coalesce(sum(amount), 0) FROM claims WHERE account_id = $1 AND invoice = $2 AND withdrawn_at IS NULL
"""

MEMOS = f"""
-- of the claim's vendor, with something left; whose amount is just what is open comes first
SELECT m.id, m.invoice_id, m.number, m.total_amount AS total, m.total_amount - u.used AS left,
       m.total_amount - u.used = $6 AS same_amount
  FROM invoices m
 CROSS JOIN LATERAL (SELECT ({USED_OF_MEMO}) AS used) AS u
 WHERE m.account_id = $1 AND m.company_id = $2 AND m.vendor_id = $3 AND m.currency = $4
   AND m.type = 'credit_memo' AND m.state <> 'archived'
   AND ($5::int[] IS NULL OR m.location_id = ANY($5)) AND m.total_amount > u.used
 ORDER BY same_amount DESC, m.created_at DESC, m.id DESC LIMIT 20
"""  # noqa: S608

AGED = f"""
WITH open AS (
  SELECT c.vendor_id, v.erp_vendor_name AS vendor_name, c.currency, $5::date - c.opened_at::date AS age,
         c.amount - coalesce((
           SELECT sum(x.amount) FROM claim_settlements x JOIN invoices m ON m.account_id = x.account_id AND m.id = x.credit_memo
            WHERE x.account_id = c.account_id AND x.claim = c.id AND x.settled_at::date <= $5 AND {COUNTS}), 0) AS amount
    FROM claims c
    JOIN invoices i ON i.account_id = c.account_id AND i.id = c.invoice
    JOIN vendors v ON v.account_id = c.account_id AND v.company_id = c.company_id AND v.id = c.vendor_id
   WHERE c.account_id = $1 AND ($2::int[] IS NULL OR c.company_id = ANY($2)) AND ($3::int[] IS NULL OR i.location_id = ANY($3))
     AND c.company_id = $4 AND c.opened_at::date <= $5 AND (c.withdrawn_at IS NULL OR c.withdrawn_at::date > $5)
     AND i.state <> 'archived'
)
SELECT vendor_id, vendor_name, currency, count(*) AS count,
       coalesce(sum(amount) FILTER (WHERE age <= 30), 0) AS days_0_30,
       coalesce(sum(amount) FILTER (WHERE age BETWEEN 31 AND 60), 0) AS days_31_60,
       coalesce(sum(amount) FILTER (WHERE age BETWEEN 61 AND 90), 0) AS days_61_90,
       coalesce(sum(amount) FILTER (WHERE age > 90), 0) AS days_over_90, sum(amount) AS total
  FROM open WHERE amount > 0 GROUP BY 1, 2, 3 ORDER BY total DESC, vendor_id, currency
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list asks for."""

    company_id: int | None = None
    vendor_id: int | None = None
    status: ClaimStatus | None = None
    invoice: UUID | None = None


async def listed(tx: Transaction, scope: Scope, wanted: Wanted, page: Page) -> tuple[int, list[Claim]]:
    """How many there are in all, and one page, newest opened first. The company has been checked by the caller."""
    filters = (wanted.company_id, wanted.vendor_id, wanted.status, wanted.invoice)
    found = await tx.page(LISTED, page, tx.account_id, scope.companies, scope.locations, *filters)
    return found.total, [_claim(row) for row in found.rows]


async def visible(tx: Transaction, scope: Scope, claim_id: str) -> Claim:
    """Raises NotFound."""
    uuid = parse_uuid(claim_id)
    row = await tx.fetchrow(ONE, tx.account_id, scope.companies, scope.locations, uuid) if uuid else None
    if row is None:
        raise NotFound(what="claim")
    return _claim(row)


async def of_ids(tx: Transaction, scope: Scope, claims: list[UUID]) -> list[Claim]:
    """Those of them that are seen, in the order of the lines that they are about."""
    rows = await tx.fetch(MANY, tx.account_id, scope.companies, scope.locations, claims)
    return [_claim(row) for row in rows]


async def claim_of(tx: Transaction, invoice: UUID, differences: Sequence[tuple[UUID, int, str, Decimal]]) -> UUID:
    """A claim that one of these differences has already."""
    items, outcomes = [item for _, item, *_ in differences], [outcome for _, _, outcome, _ in differences]
    return await tx.fetchval(SAME, tx.account_id, invoice, items, outcomes, [id for id, *_ in differences])


async def lock(tx: Transaction, scope: Scope, claim_id: str) -> Claim:
    """The same, locked until the transaction ends. Raises NotFound."""
    found = await visible(tx, scope, claim_id)
    await tx.execute(LOCK, tx.account_id, found.id)
    return await visible(tx, scope, claim_id)


async def settlements_of(tx: Transaction, scope: Scope, claims: list[UUID]) -> dict[UUID, list[Settlement]]:
    """Claim -> what settles it, in the order in which it was told, with whether the memo is seen."""
    found: dict[UUID, list[Settlement]] = {claim: [] for claim in claims}
    for row in await tx.fetch(SETTLEMENTS, tx.account_id, claims, scope.companies, scope.locations):
        found[row["claim"]].append(Settlement(**dict(row)))
    return found


async def asleep_of_memo(tx: Transaction, memo: UUID) -> list[Asleep]:
    """What a credit memo settles of claims whose invoices are archived."""
    return [Asleep(**dict(row)) for row in await tx.fetch(ASLEEP, tx.account_id, memo)]


async def used_of_memo(tx: Transaction, memo: UUID) -> Decimal:
    """How much of a credit memo settles claims."""
    return await tx.fetchval(USED, tx.account_id, memo)


async def claimed_of(tx: Transaction, invoice: UUID) -> Decimal:
    """How much of an invoice is claimed, settled or not."""
    return await tx.fetchval(CLAIMED, tx.account_id, invoice)


async def memos_for(tx: Transaction, scope: Scope, claim: Claim) -> list[Memo]:
    """Credit memos that could settle it, the likeliest first, at most 20."""
    place = (claim.company_id, claim.vendor_id, claim.currency, scope.locations, claim.open_amount)
    return [Memo(**dict(row)) for row in await tx.fetch(MEMOS, tx.account_id, *place)]


async def aged(tx: Transaction, scope: Scope, company_id: int, as_of: date) -> list[Aged]:
    """What vendors owe on that day, the most first. The company has been checked by the caller."""
    rows = await tx.fetch(AGED, tx.account_id, scope.companies, scope.locations, company_id, as_of)
    return [Aged(**dict(row)) for row in rows]


def _claim(row: Any) -> Claim:
    values: dict[str, Any] = {name: row[name] for name in Claim.__dataclass_fields__}
    values["status"] = ClaimStatus(values["status"])
    return Claim(**values)
