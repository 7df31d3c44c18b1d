"""Reads of vendors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

import asyncpg

from payables.kit.dates import Window
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction
from payables.vendors.model import Candidate, Vendor
from payables.vendors.rules.identifiers import name_key, normal_identifier
from payables.vendors.rules.match_name import score_of, similar_names
from payables.vendors.rules.net_terms import due_date as due_by_terms

# Of a row, in the order of the Struct's fields: lists make hundreds of them a second.
_columns = itemgetter(*Vendor.__struct_fields__)

# The count stands apart: it needs no more than an index, while a window over the rows would carry all of them.
LISTED = """
SELECT v.*, c.name AS company_name, (SELECT count(*) FROM vendors v WHERE {matches}) AS total
  FROM vendors v JOIN companies c ON c.account_id = v.account_id AND c.id = v.company_id
 WHERE {matches}
 ORDER BY v.created_at DESC, v.id DESC LIMIT {limit} OFFSET {offset}
"""

OF_SCOPE = """
SELECT v.*, c.name AS company_name
  FROM vendors v JOIN companies c ON c.account_id = v.account_id AND c.id = v.company_id
 WHERE v.account_id = $1 AND v.id = $2 AND ($3::int[] IS NULL OR v.company_id = ANY($3))
"""

BY_ID = "SELECT * FROM vendors WHERE account_id = $1 AND company_id = $2 AND id = $3"
IDS_BY_ERP_IDS = (
    "SELECT id, erp_vendor_id FROM vendors WHERE account_id = $1 AND company_id = $2 AND erp_vendor_id = ANY($3)"
)
BY_ERP_ID = "SELECT * FROM vendors WHERE account_id = $1 AND company_id = $2 AND erp_vendor_id = $3"

# A union rather than OR: each branch has its own index, whatever the planner thinks of the company's size.
WITH_SAME_SIGN = """
SELECT * FROM vendors WHERE account_id = $1 AND company_id = $2 AND tax_id = ANY($3)
UNION
SELECT * FROM vendors WHERE account_id = $1 AND company_id = $2 AND iban = $4
UNION
SELECT * FROM vendors WHERE account_id = $1 AND company_id = $2 AND name_key = $5
 LIMIT 50
"""

NAMES = "SELECT id, name_key FROM vendors WHERE account_id = $1 AND company_id = $2 AND name_key <> ''"
TERMS = "SELECT net_terms FROM vendors WHERE account_id = $1 AND company_id = $2 AND id = $3"
BY_IDS = "SELECT * FROM vendors WHERE account_id = $1 AND company_id = $2 AND id = ANY($3)"
LOCK_BY_IDS = f"{BY_IDS} ORDER BY erp_vendor_id FOR NO KEY UPDATE"


@dataclass(frozen=True, slots=True)
class Named:
    """A vendor and the name of its company."""

    vendor: Vendor
    company_name: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of vendors, and how many match in all."""

    total: int
    vendors: list[Named]


async def listed(
    tx: Transaction, scope: Scope, page: Page, *, company_id: int | None = None, modified: Window | None = None
) -> Listed:
    """Newest created first; `modified` bounds the last change. The company has been checked by the caller."""
    args: list[object] = [tx.account_id]
    conditions = ["v.account_id = $1"]

    def where(condition: str, value: object) -> None:
        args.append(value)
        conditions.append(condition.format(f"${len(args)}"))

    if company_id is not None:
        where("v.company_id = {}", company_id)
    elif scope.companies is not None:
        where("v.company_id = ANY({})", scope.companies)
    if modified and modified.start:
        where("v.updated_at >= {}", modified.start)
    if modified and modified.end:
        where("v.updated_at <= {}", modified.end)
    limit, offset = f"${len(args) + 1}", f"${len(args) + 2}"
    found = await tx.page(LISTED.format(matches=" AND ".join(conditions), limit=limit, offset=offset), page, *args)
    return Listed(found.total, [Named(_vendor(row), row["company_name"]) for row in found.rows])


async def visible(tx: Transaction, scope: Scope, vendor_id: int) -> Named | None:
    """A vendor by its id, if the API user may see its company."""
    row = await tx.fetchrow(OF_SCOPE, tx.account_id, vendor_id, scope.companies)
    return Named(_vendor(row), row["company_name"]) if row else None


async def by_id(tx: Transaction, company_id: int, vendor_id: int) -> Vendor | None:
    """A vendor of this company; one of another company is as unknown as none."""
    row = await tx.fetchrow(BY_ID, tx.account_id, company_id, vendor_id)
    return _vendor(row) if row else None


async def lock_by_ids(tx: Transaction, company_id: int, vendor_ids: Sequence[int]) -> dict[int, Vendor]:
    """Those of these vendors that the company has, locked until the transaction ends, in the order in which a bulk locks
    them."""
    rows = await tx.fetch(LOCK_BY_IDS, tx.account_id, company_id, list(vendor_ids))
    return {row["id"]: _vendor(row) for row in rows}


async def by_erp_id(tx: Transaction, company_id: int, erp_vendor_id: str) -> Vendor | None:
    row = await tx.fetchrow(BY_ERP_ID, tx.account_id, company_id, erp_vendor_id)
    return _vendor(row) if row else None


async def ids_by_erp_ids(tx: Transaction, company_id: int, erp_vendor_ids: Sequence[str]) -> dict[str, int]:
    """Those of them that the company has."""
    rows = await tx.fetch(IDS_BY_ERP_IDS, tx.account_id, company_id, list(erp_vendor_ids))
    return {row["erp_vendor_id"]: row["id"] for row in rows}


async def due_date(tx: Transaction, company_id: int, vendor_id: int, invoice_date: date) -> date | None:
    """The day an invoice is due by the vendor's terms; None if the vendor has none, or none that can be read."""
    return due_by_terms(await tx.fetchval(TERMS, tx.account_id, company_id, vendor_id), invoice_date)


def due_by(vendor: Vendor, invoice_date: date) -> date | None:
    """The same of a vendor that was read."""
    return due_by_terms(vendor.net_terms, invoice_date)


async def matching_candidates(
    tx: Transaction, company_id: int, *, tax_ids: Sequence[str] = (), iban: str | None = None, name: str | None = None
) -> list[Candidate]:
    """Vendors of this company that a paper with these signs may come from, best first; the signs as they are printed.

    Same tax id, IBAN and name; names that are only similar count when neither tax id nor IBAN hits. Of several tax ids
    the first that hits counts alone: a paper often shows two, and the vendor master has one of them. Two candidates
    with near scores mean that a person has to choose.
    """
    ids = [normal for text in tax_ids if (normal := normal_identifier(text))]
    same = {"iban": normal_identifier(iban or "") or None, "name": name_key(name or "") or None}
    rows = await tx.fetch(WITH_SAME_SIGN, tx.account_id, company_id, ids, *same.values())
    held = {row["tax_id"] for row in rows}
    wanted = {"tax_id": next((id for id in ids if id in held), None), **same}
    found = [candidate for row in rows if (candidate := _with_signs(row, wanted)).reasons]
    if wanted["name"] and not any({"tax_id", "iban"} & set(candidate.reasons) for candidate in found):
        known = {candidate.vendor.id for candidate in found}
        found += [c for c in await _similar(tx, company_id, wanted["name"]) if c.vendor.id not in known]
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.vendor.id))


def _with_signs(row: asyncpg.Record, wanted: dict[str, str | None]) -> Candidate:
    has = {"tax_id": row["tax_id"], "iban": row["iban"], "name": row["name_key"]}
    reasons = tuple(sign for sign, value in wanted.items() if value and has[sign] == value)
    return Candidate(_vendor(row), score_of(reasons), reasons)


async def _similar(tx: Transaction, company_id: int, key: str) -> list[Candidate]:
    names = await tx.fetch(NAMES, tx.account_id, company_id)
    scores = {names[at]["id"]: score for at, score in similar_names(key, [row["name_key"] for row in names])}
    if not scores:
        return []
    rows = await tx.fetch(BY_IDS, tx.account_id, company_id, list(scores))
    return [Candidate(_vendor(row), scores[row["id"]], ("similar_name",)) for row in rows]


def _vendor(row: asyncpg.Record) -> Vendor:
    return Vendor(*_columns(row))
