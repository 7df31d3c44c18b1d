"""Limits within which a difference does not matter."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from payables.kit.errors import NotFound
from payables.kit.ids import parse_uuid
from payables.kit.pages import Page
from payables.matching.model import NONE_TOLERATED, Tolerance, Tolerances
from payables.platform.caller import Scope
from payables.platform.db import Transaction

LIMITS = tuple(Tolerance.__dataclass_fields__)
COLUMNS = f"id, company_id, vendor_id, category, created_at, created_by, updated_at, {', '.join(LIMITS)}"
SEEN = "account_id = $1 AND ($2::int[] IS NULL OR company_id = ANY($2))"

OF_VENDOR = f"""
SELECT {COLUMNS} FROM matching_tolerances
 WHERE account_id = $1 AND company_id = $2 AND (vendor_id IS NULL OR vendor_id = $3)
"""  # noqa: S608

LISTED = f"""
SELECT {COLUMNS}, count(*) OVER () AS total FROM matching_tolerances
 WHERE {SEEN} AND ($3::int IS NULL OR company_id = $3)
 ORDER BY created_at DESC, id DESC LIMIT $4 OFFSET $5
"""  # noqa: S608

ONE = f"SELECT {COLUMNS} FROM matching_tolerances WHERE {SEEN} AND id = $3"  # noqa: S608

SAME = f"""
SELECT {COLUMNS} FROM matching_tolerances
 WHERE account_id = $1 AND company_id = $2 AND vendor_id IS NOT DISTINCT FROM $3 AND category IS NOT DISTINCT FROM $4
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class ToleranceRow:
    """Limits, and for whom they hold."""

    id: UUID
    company_id: int
    vendor_id: int | None
    category: str | None
    limits: Tolerance
    created_at: datetime
    created_by: int | None
    updated_at: datetime


async def tolerances_for(tx: Transaction, company_id: int, vendor_id: int | None) -> Tolerances:
    """All that may hold for an invoice of the vendor; asked once in a transaction."""
    rows = [_row(row) for row in await tx.once(OF_VENDOR, tx.account_id, company_id, vendor_id)]
    company = [row.limits for row in rows if row.vendor_id is None and row.category is None]
    vendor = [row.limits for row in rows if row.vendor_id is not None]
    return Tolerances(
        vendor=vendor[0] if vendor else None,
        categories={row.category: row.limits for row in rows if row.category is not None},
        company=company[0] if company else NONE_TOLERATED,
    )


async def listed(tx: Transaction, scope: Scope, page: Page, company_id: int | None) -> tuple[int, list[ToleranceRow]]:
    """How many there are in all, and one page, newest created first."""
    found = await tx.page(LISTED, page, tx.account_id, scope.companies, company_id)
    return found.total, [_row(row) for row in found.rows]


async def visible(tx: Transaction, scope: Scope, tolerance_id: str, *, lock: bool = False) -> ToleranceRow:
    """Raises NotFound."""
    uuid = parse_uuid(tolerance_id)
    sql = f"{ONE} FOR UPDATE" if lock else ONE
    row = await tx.fetchrow(sql, tx.account_id, scope.companies, uuid) if uuid else None
    if row is None:
        raise NotFound(what="tolerance")
    return _row(row)


async def same(tx: Transaction, row: ToleranceRow) -> ToleranceRow:
    """The one there is of the same vendor, category or company."""
    found = await tx.fetchrow(SAME, tx.account_id, row.company_id, row.vendor_id, row.category)
    assert found is not None
    return _row(found)


def _row(row: Any) -> ToleranceRow:
    limits = Tolerance(**{name: row[name] for name in LIMITS})
    own = ("id", "company_id", "vendor_id", "category", "created_at", "created_by", "updated_at")
    return ToleranceRow(limits=limits, **{name: row[name] for name in own})
