"""Reads of duplicates."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from payables.duplicates.model import Compared, Kind, Pair, PairStatus, Scenario, VendorSign
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction

FIELDS = tuple(Pair.__dataclass_fields__)
COLUMNS = ", ".join(f"p.{name}" for name in FIELDS)

OF_INVOICES = f"""
SELECT {COLUMNS} FROM duplicate_pairs p
 WHERE p.account_id = $1 AND (p.one = ANY($2) OR p.other = ANY($2)) ORDER BY p.found_at DESC, p.one, p.other
"""  # noqa: S608

BEHIND = f"""
-- those that keep these invoices back, the strongest first and of equally strong ones the first that was there
SELECT {COLUMNS} FROM duplicate_pairs p
  JOIN duplicate_fingerprints f ON f.account_id = p.account_id
   AND f.invoice = CASE p.later WHEN p.one THEN p.other ELSE p.one END
 WHERE p.account_id = $1 AND (p.one = ANY($2) OR p.other = ANY($2)) AND p.later = ANY($2) AND p.status = 'open'
 ORDER BY p.kind, f.claimed_at, p.one
"""  # noqa: S608

COUNT_BEHIND = """
SELECT later, count(*) FROM duplicate_pairs
 WHERE account_id = $1 AND (one = ANY($2) OR other = ANY($2)) AND later = ANY($2) GROUP BY later
"""

EQUAL = """
SELECT invoice FROM duplicate_fingerprints
 WHERE account_id = $1 AND number_key = $2 AND digest = $3 ORDER BY live DESC, claimed_at LIMIT 10
"""

# At least one side lies within the scope.
OPEN = """
 p.account_id = $1 AND p.status = 'open' AND ($2::int IS NULL OR p.company_id = $2)
   AND ($3::text IS NULL OR p.kind = $3) AND ($4::int[] IS NULL OR p.company_id = ANY($4))
   AND ($5::int[] IS NULL OR EXISTS (
     SELECT FROM duplicate_fingerprints f
      WHERE f.account_id = p.account_id AND f.invoice IN (p.one, p.other) AND f.location_id = ANY($5)))
"""
OPEN_PAIRS = f"""
SELECT {COLUMNS}, (SELECT count(*) FROM duplicate_pairs p WHERE {OPEN}) AS total
  FROM duplicate_pairs p WHERE {OPEN} ORDER BY p.found_at DESC, p.one, p.other LIMIT $6 OFFSET $7
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class OpenPairs:
    """One page of pairs, and how many match in all."""

    total: int
    pairs: list[Pair]


async def pairs_of(tx: Transaction, invoice: UUID) -> list[Pair]:
    """All pairs that an invoice is in, whatever became of them; newest first."""
    return [_pair(row) for row in await tx.fetch(OF_INVOICES, tx.account_id, [invoice])]


async def pairs_behind(tx: Transaction, invoices: Sequence[UUID]) -> dict[UUID, list[Pair]]:
    """Invoice -> the open pairs in which it is the later one."""
    found: dict[UUID, list[Pair]] = {}
    for row in await tx.fetch(BEHIND, tx.account_id, list(invoices)):
        found.setdefault(row["later"], []).append(_pair(row))
    return found


async def ever_behind(tx: Transaction, invoices: Sequence[UUID]) -> dict[UUID, int]:
    """Invoice -> in how many pairs, open or not, it is the later one."""
    return {row["later"]: row["count"] for row in await tx.fetch(COUNT_BEHIND, tx.account_id, list(invoices))}


async def open_pairs(
    tx: Transaction, scope: Scope, page: Page, *, company_id: int | None = None, kind: Kind | None = None
) -> OpenPairs:
    """Newest first. The company has been checked by the caller."""
    args = (tx.account_id, company_id, kind, scope.companies, scope.locations)
    found = await tx.page(OPEN_PAIRS, page, *args)
    return OpenPairs(found.total, [_pair(row) for row in found.rows])


async def equal(tx: Transaction, number_key: int, digest: bytes) -> list[UUID]:
    """Those in use first, then the earliest; what was put away is among them."""
    return [row["invoice"] for row in await tx.fetch(EQUAL, tx.account_id, number_key, digest)]


def compared_of(row: Any, like: Compared) -> Compared:
    """A candidate's row; company and type are those of the invoice it is a candidate for."""
    sign = VendorSign(
        row["vendor_id"],
        row["vendor_read"] if row["vendor_id"] is None else row["name_key"],
        row["vendor_tax_id"],
        row["erp_vendor_name"] or row["vendor_read"],
    )
    return Compared(
        row["invoice"],
        like.company_id,
        row["location_id"],
        like.type,
        sign,
        row["number"],
        row["currency"],
        row["total"],
        row["tax"],
        row["invoice_date"],
        row["location"],
    )


def _pair(row: Any) -> Pair:
    values = {name: row[name] for name in FIELDS}
    values |= {"kind": Kind(row["kind"]), "scenario": Scenario(row["scenario"]), "status": PairStatus(row["status"])}
    return Pair(**values)
