"""Reads of vendors."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter

import asyncpg

from payables.kit.dates import Window
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction
from payables.vendors.model import BankHold, Candidate, Signs, Vendor
from payables.vendors.rules.bank_hold import why_held
from payables.vendors.rules.identifiers import normal_identifier
from payables.vendors.rules.net_terms import due_date as due_by_terms
from payables.vendors.rules.weigh_signs import sought_by, weighed

# Of a row, in the order of the Struct's fields: lists make hundreds of them a second.
_columns = itemgetter(*Vendor.__struct_fields__)
_HOLD = Vendor.__struct_fields__.index("bank_hold")

# The count stands apart: it needs no more than an index, while a window over the rows would carry all of them.
LISTED = """
SELECT v.*, c.name AS company_name, (SELECT count(*) FROM vendors v WHERE {matches}) AS total
  FROM vendors v JOIN companies c ON c.account_id = v.account_id AND c.id = v.company_id
 WHERE {matches}
 ORDER BY {nearest}v.created_at DESC, v.id DESC LIMIT {limit} OFFSET {offset}
"""

WORD = "strpos(lower(concat_ws(' ', v.erp_vendor_name, v.erp_vendor_id)), {0}) > 0"
NEAREST = "lower(v.erp_vendor_id) = {0} DESC, strpos(lower(v.erp_vendor_name), {0}) = 1 DESC, v.erp_vendor_name, "

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

# Per key at most 30 vendors, in all at most 60: a word that hundreds of vendors have tells nothing, and a paper costs the
# same however many there are. A union rather than OR: each branch has its own index, whatever the planner thinks.
WITH_SIGNS = """
WITH found AS (
  SELECT k.vendor_id, array_agg(wanted.key) AS keys
    FROM unnest($4::text[]) AS wanted (key)
   CROSS JOIN LATERAL (SELECT vendor_id FROM vendor_keys
                        WHERE account_id = $1 AND company_id = $2 AND key = wanted.key LIMIT 30) AS k
   GROUP BY k.vendor_id
   ORDER BY max(CASE left(wanted.key, 1) WHEN 'i' THEN 2 WHEN 'n' THEN 1 WHEN 'd' THEN 1 WHEN 'p' THEN 1 ELSE 0 END) DESC,
            count(*) DESC, k.vendor_id LIMIT 60
)
SELECT v.*, found.keys FROM found JOIN vendors v ON v.account_id = $1 AND v.company_id = $2 AND v.id = found.vendor_id
UNION ALL
(SELECT v.*, NULL FROM vendors v WHERE account_id = $1 AND company_id = $2 AND tax_id = ANY($3) LIMIT 30)
"""

TERMS = "SELECT net_terms FROM vendors WHERE account_id = $1 AND company_id = $2 AND id = $3"
BY_IDS = "SELECT * FROM vendors WHERE account_id = $1 AND company_id = $2 AND id = ANY($3)"
LOCK_BY_IDS = f"{BY_IDS} ORDER BY erp_vendor_id FOR NO KEY UPDATE"
CALLED = "SELECT id, erp_vendor_id, erp_vendor_name FROM vendors WHERE account_id = $1 AND id = ANY($2)"
# FOR SHARE: bank details that are asked for meanwhile wait for what is exported by those in force, or hold it.
HELD = """
SELECT id, bank_hold, bank_hold_until FROM vendors WHERE account_id = $1 AND id = ANY($2)
 ORDER BY erp_vendor_id, id FOR SHARE
"""


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
    tx: Transaction,
    scope: Scope,
    page: Page,
    *,
    company_id: int | None = None,
    modified: Window | None = None,
    words: Sequence[str] = (),
) -> Listed:
    """Newest created first, or the nearest to the words, which are in lower case; `modified` bounds the last change. The
    company has been checked by the caller."""
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
    for word in words:
        where(WORD, word)
    nearest = NEAREST.format(f"${len(args)}") if len(words) == 1 else "v.erp_vendor_name, " if words else ""
    limit, offset = f"${len(args) + 1}", f"${len(args) + 2}"
    matches = " AND ".join(conditions)
    sql = LISTED.format(matches=matches, nearest=nearest, limit=limit, offset=offset)
    found = await tx.page(sql, page, *args)
    return Listed(found.total, [Named(vendor_of(row), row["company_name"]) for row in found.rows])


async def visible(tx: Transaction, scope: Scope, vendor_id: int) -> Named | None:
    """A vendor by its id, if the API user may see its company."""
    row = await tx.fetchrow(OF_SCOPE, tx.account_id, vendor_id, scope.companies)
    return Named(vendor_of(row), row["company_name"]) if row else None


async def by_id(tx: Transaction, company_id: int, vendor_id: int) -> Vendor | None:
    """A vendor of this company; one of another company is as unknown as none."""
    row = await tx.fetchrow(BY_ID, tx.account_id, company_id, vendor_id)
    return vendor_of(row) if row else None


async def lock_by_ids(tx: Transaction, company_id: int, vendor_ids: Sequence[int]) -> dict[int, Vendor]:
    """Those of these vendors that the company has, locked until the transaction ends, in the order in which a bulk locks
    them."""
    rows = await tx.fetch(LOCK_BY_IDS, tx.account_id, company_id, list(vendor_ids))
    return {row["id"]: vendor_of(row) for row in rows}


async def called(tx: Transaction, vendor_ids: Collection[int]) -> dict[int, tuple[str | None, str]]:
    """Id in the ERP and name of these vendors of the account, by id."""
    rows = await tx.fetch(CALLED, tx.account_id, sorted(vendor_ids)) if vendor_ids else []
    return {row["id"]: (row["erp_vendor_id"], row["erp_vendor_name"]) for row in rows}


async def held(tx: Transaction, vendor_ids: Collection[int]) -> dict[int, str]:
    """Of these vendors those whose invoices are kept from export, each with the sentence that says why. None of them begins
    or ends to be held until the transaction ends."""
    rows = await tx.fetch(HELD, tx.account_id, sorted(vendor_ids)) if vendor_ids else []
    sentences = {row["id"]: why_held(row["bank_hold"], row["bank_hold_until"]) for row in rows}
    return {id: sentence for id, sentence in sentences.items() if sentence}


def held_by(hold: str | None, until: datetime | None) -> str | None:
    """The same of a vendor whose columns bank_hold and bank_hold_until were read."""
    return why_held(hold, until)


async def by_erp_id(tx: Transaction, company_id: int, erp_vendor_id: str) -> Vendor | None:
    row = await tx.fetchrow(BY_ERP_ID, tx.account_id, company_id, erp_vendor_id)
    return vendor_of(row) if row else None


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


async def matching_candidates(tx: Transaction, company_id: int, signs: Signs) -> list[Candidate]:
    """Vendors of this company that a paper with these signs may come from, best first, in one statement.

    Of several tax ids the first that hits counts alone: a paper often shows two, and the vendor master has one of them.
    Two candidates with near scores mean that a person has to choose.
    """
    ids = [normal for text in signs.tax_ids if (normal := normal_identifier(text))]
    ibans = [normal for text in signs.ibans if (normal := normal_identifier(text))]
    sought = sought_by(signs, ibans)
    rows = await tx.fetch(WITH_SIGNS, tx.account_id, company_id, ids, sought.keys)
    vendors = {row["id"]: vendor_of(row) for row in rows}
    keys = {row["id"]: frozenset[str](row["keys"]) for row in rows if row["keys"]}
    return weighed([(vendor, keys.get(id, frozenset[str]())) for id, vendor in vendors.items()], sought, ids, ibans)


def vendor_of(row: asyncpg.Record) -> Vendor:
    """Of a row with all its columns."""
    values = list(_columns(row))
    values[_HOLD] = BankHold(values[_HOLD]) if values[_HOLD] else None
    return Vendor(*values)
