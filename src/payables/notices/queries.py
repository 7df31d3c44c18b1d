"""Reads of notices.

A notice about an invoice or bank details that the reader may not see (any more) is not shown: whoever reads the notices of
somebody else sees no further than their own scope.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from payables.kit.pages import Page
from payables.notices.model import Notice, NoticeKind
from payables.platform.caller import Scope
from payables.platform.db import Transaction

COLUMNS = """n.id, n.user_id, n.kind, n.message, i.id AS invoice, i.invoice_id, b.id AS bank_change, n.actor_id, n.created_at,
       n.read_at, CASE WHEN n.kind = 'mentioned' THEN n.cause END AS comment"""

# $2 and $3 are the reader's companies and locations; bank details are seen by whoever sees all of their company.
VISIBLE = """
  FROM notices n
  LEFT JOIN invoices i ON i.account_id = n.account_id AND i.id = n.subject_id AND n.subject_type = 'invoice'
   AND ($2::int[] IS NULL OR i.company_id = ANY($2)) AND ($3::int[] IS NULL OR i.location_id = ANY($3))
  LEFT JOIN vendor_bank_changes b ON b.account_id = n.account_id AND b.id = n.subject_id AND n.subject_type = 'bank_change'
   AND ($2::int[] IS NULL OR b.company_id = ANY($2)) AND $3::int[] IS NULL
 WHERE n.account_id = $1 AND (i.id IS NOT NULL OR b.id IS NOT NULL)
"""

MATCHING = f"{VISIBLE} AND n.user_id = $4 AND ($5::boolean IS NULL OR (n.read_at IS NULL) = $5)"

LISTED = f"""
-- the count stands apart: the page is read along its index and ends where it is full
SELECT {COLUMNS}, (SELECT count(*) {MATCHING}) AS total {MATCHING}
 ORDER BY n.created_at DESC, n.id DESC LIMIT $6 OFFSET $7
"""

UNREAD = f"SELECT count(*) {MATCHING}"

ONE = f"SELECT {COLUMNS} {VISIBLE} AND n.id = $4"


@dataclass(frozen=True, slots=True)
class Notices:
    """One page, and how many there are in all."""

    total: int
    notices: list[Notice]


async def listed(tx: Transaction, scope: Scope, page: Page, *, user_id: int, unread: bool | None) -> Notices:
    """Newest first; `unread` None is both read and unread."""
    found = await tx.page(LISTED, page, tx.account_id, scope.companies, scope.locations, user_id, unread)
    return Notices(found.total, [_notice(row) for row in found.rows])


async def count_unread(tx: Transaction, scope: Scope, user_id: int) -> int:
    """As many as the list of unread ones has."""
    return await tx.fetchval(UNREAD, tx.account_id, scope.companies, scope.locations, user_id, True)


async def one(tx: Transaction, scope: Scope, notice: UUID) -> Notice | None:
    row = await tx.fetchrow(ONE, tx.account_id, scope.companies, scope.locations, notice)
    return _notice(row) if row else None


def _notice(row: Any) -> Notice:
    values: dict[str, Any] = {name: row[name] for name in Notice.__dataclass_fields__}
    values["kind"] = NoticeKind(row["kind"])
    return Notice(**values)
