"""Reads of bank details that were asked for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from payables.kit.pages import Page
from payables.platform.caller import Caller, Scope
from payables.platform.db import Transaction
from payables.vendors.model import BankChange, BankChangeStatus

FIELDS = BankChange.__struct_fields__
_COLUMNS = ", ".join(f"b.{name}" for name in FIELDS)

OPEN_OF = (
    f"SELECT {_COLUMNS} FROM vendor_bank_changes b WHERE account_id = $1 AND vendor_id = ANY($2) AND status = 'open'"  # noqa: S608
)

# `b` came with a new vendor, and what a second person or a trusted ERP would have looked at never came after it.
ALONE = """
b.status = 'first'
AND NOT EXISTS (SELECT FROM vendor_bank_changes l
                 WHERE l.account_id = b.account_id AND l.vendor_id = b.vendor_id AND l.status IN ('confirmed', 'synced'))
"""
BROUGHT_ALONE = f"""
SELECT b.vendor_id, b.asked_by, b.asked_at FROM vendor_bank_changes b
 WHERE b.account_id = $1 AND b.vendor_id = ANY($2) AND b.asked_by IS NOT NULL AND {ALONE}
"""  # noqa: S608

# The vendor's row is the one lock of its bank details: whoever holds it reads a change that nobody else settles.
ONE = f"""
SELECT {_COLUMNS} FROM vendor_bank_changes b
 WHERE b.account_id = $1 AND b.id = $2 AND ($3::int[] IS NULL OR b.company_id = ANY($3))
"""  # noqa: S608

MATCHING = """
  FROM vendor_bank_changes b
 WHERE b.account_id = $1 AND ($2::int[] IS NULL OR b.company_id = ANY($2)) AND ($3::int IS NULL OR b.company_id = $3)
   AND ($4::int IS NULL OR b.vendor_id = $4) AND ($5::text IS NULL OR b.status = $5)
"""
LISTED = f"""
SELECT x.*, v.erp_vendor_id, v.erp_vendor_name
  FROM (SELECT {_COLUMNS}, (SELECT count(*) {MATCHING}) AS total {MATCHING}
         ORDER BY b.asked_at DESC, b.id DESC LIMIT $6 OFFSET $7) x
  JOIN vendors v ON v.account_id = $1 AND v.id = x.vendor_id
 ORDER BY x.asked_at DESC, x.id DESC
"""  # noqa: S608

COUNT = f"SELECT count(*) {MATCHING} AND b.asked_by IS DISTINCT FROM $6"  # noqa: S608

NAMED = f"""
SELECT {_COLUMNS}, v.erp_vendor_id, v.erp_vendor_name
  FROM vendor_bank_changes b JOIN vendors v ON v.account_id = b.account_id AND v.id = b.vendor_id
 WHERE b.account_id = $1 AND b.id = $2
"""  # noqa: S608

ENDING = "SELECT DISTINCT account_id FROM vendor_bank_changes WHERE holds AND status = 'confirmed' AND hold_until <= $1"
DUE = """
SELECT DISTINCT company_id, vendor_id FROM vendor_bank_changes
 WHERE account_id = $1 AND holds AND status = 'confirmed' AND hold_until <= $2 ORDER BY company_id, vendor_id LIMIT $3
"""


@dataclass(frozen=True, slots=True)
class Named:
    """A change and whose it is."""

    change: BankChange
    erp_vendor_id: str | None
    erp_vendor_name: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of changes, and how many match in all."""

    total: int
    changes: list[Named]


async def open_of(tx: Transaction, vendor_ids: Collection[int]) -> dict[int, BankChange]:
    """By vendor, what waits; a vendor has one at most."""
    rows = await tx.fetch(OPEN_OF, tx.account_id, list(vendor_ids)) if vendor_ids else []
    return {row["vendor_id"]: change_of(row) for row in rows}


async def brought_alone(tx: Transaction, vendor_ids: Collection[int]) -> dict[int, tuple[int, datetime]]:
    """Of these vendors those whose bank details in force nobody has confirmed: who brought them, and when."""
    rows = await tx.fetch(BROUGHT_ALONE, tx.account_id, list(vendor_ids)) if vendor_ids else []
    return {row["vendor_id"]: (row["asked_by"], row["asked_at"]) for row in rows}


async def visible(tx: Transaction, scope: Scope, id: UUID) -> BankChange | None:
    row = await tx.fetchrow(ONE, tx.account_id, id, scope.companies)
    return change_of(row) if row else None


async def named(tx: Transaction, id: UUID) -> Named:
    """One that is there, whoever asks."""
    row = await tx.fetchrow(NAMED, tx.account_id, id)
    assert row is not None
    return Named(change_of(row), row["erp_vendor_id"], row["erp_vendor_name"])


async def listed(
    tx: Transaction,
    scope: Scope,
    page: Page,
    *,
    company_id: int | None = None,
    vendor_id: int | None = None,
    status: BankChangeStatus | None = None,
) -> Listed:
    """Asked last first. The company has been checked by the caller."""
    found = await tx.page(LISTED, page, tx.account_id, scope.companies, company_id, vendor_id, status)
    changes = [Named(change_of(row), row["erp_vendor_id"], row["erp_vendor_name"]) for row in found.rows]
    return Listed(found.total, changes)


async def count_open(tx: Transaction, caller: Caller, company_id: int | None) -> int:
    """Those that the caller may settle: as many as the list of those that wait has, without what they asked for themselves. What
    a program of theirs asked for is among them: they may decline it. The company has been checked by the caller."""
    if not caller.scope.sees_whole_companies:
        return 0
    args = (tx.account_id, caller.scope.companies, company_id, None, BankChangeStatus.OPEN, caller.user_id)
    return await tx.fetchval(COUNT, *args)


async def accounts_with_ending_holds(connection: Any, now: Any) -> list[UUID]:
    """Needs an operator's connection."""
    return [row["account_id"] for row in await connection.fetch(ENDING, now)]


async def vendors_with_ending_holds(tx: Transaction, most: int) -> list[tuple[int, int]]:
    """Company and vendor."""
    return [(row["company_id"], row["vendor_id"]) for row in await tx.fetch(DUE, tx.account_id, tx.now, most)]


def change_of(row: Any) -> BankChange:
    values: dict[str, Any] = {name: row[name] for name in FIELDS}
    values["status"] = BankChangeStatus(row["status"])
    return BankChange(**values)
