"""Writes of bank details that were asked for, and of the hold that they bring. Whoever writes has locked the vendors."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from payables.platform.db import Transaction
from payables.vendors.model import BankChange, BankChangeStatus

INSERT = """
INSERT INTO vendor_bank_changes (account_id, company_id, asked_at, asked_by, status, settled_at, holds,
                                 id, vendor_id, iban, iban_before, comment)
SELECT $1, $2, $3::timestamptz, $4, $5::text, CASE WHEN $5::text <> 'open' THEN $3::timestamptz END, $5::text = 'open', x.*
  FROM unnest($6::uuid[], $7::int[], $8::text[], $9::text[], $10::text[]) AS x
"""

REPLACE = """
UPDATE vendor_bank_changes SET status = 'replaced', holds = false, settled_by = $3, settled_at = $4
 WHERE account_id = $1 AND vendor_id = ANY($2) AND status = 'open'
"""

SETTLE = """
UPDATE vendor_bank_changes
   SET status = $3, settled_by = $4, settled_at = $5::timestamptz, reason = $6, hold_until = $7::timestamptz,
       holds = coalesce($7::timestamptz > $5::timestamptz, false)
 WHERE account_id = $1 AND id = $2 AND status = 'open'
"""

END = """
UPDATE vendor_bank_changes SET holds = false
 WHERE account_id = $1 AND vendor_id = ANY($2) AND holds AND status = 'confirmed' AND hold_until <= $3
"""

# A vendor is held while a change of it waits, and as long as the longest of the holds that confirmations brought.
PUT_HOLD = """
UPDATE vendors v
   SET bank_hold = x.hold, bank_hold_until = x.until, version = v.version + 1, updated_at = $4
  FROM (SELECT wanted.id,
               CASE WHEN bool_or(b.status = 'open') THEN 'waiting' WHEN count(b.id) > 0 THEN 'cooling' END AS hold,
               CASE WHEN bool_or(b.status = 'open') THEN NULL ELSE max(b.hold_until) END AS until
          FROM unnest($3::int[]) AS wanted (id)
          LEFT JOIN vendor_bank_changes b ON b.account_id = $1 AND b.vendor_id = wanted.id AND b.holds
         GROUP BY wanted.id) x
 WHERE v.account_id = $1 AND v.company_id = $2 AND v.id = x.id
"""


class Noted(NamedTuple):
    """A bank change that is to be written: what is asked for, or has come, and what was in force."""

    id: UUID
    vendor_id: int
    iban: str | None
    iban_before: str | None
    comment: str | None = None


async def insert(tx: Transaction, company_id: int, status: BankChangeStatus, changes: Sequence[Noted]) -> None:
    columns = [list(column) for column in zip(*changes, strict=True)]
    await tx.execute(INSERT, tx.account_id, company_id, tx.now, tx.actor.user_id, status, *columns)


async def replace_open(tx: Transaction, vendor_ids: Collection[int]) -> None:
    await tx.execute(REPLACE, tx.account_id, list(vendor_ids), tx.actor.user_id, tx.now)


async def settle(
    tx: Transaction,
    change: BankChange,
    status: BankChangeStatus,
    *,
    by: int | None,
    reason: str | None,
    hold_until: datetime | None = None,
) -> None:
    await tx.execute(SETTLE, tx.account_id, change.id, status, by, tx.now, reason, hold_until)


async def end_holds(tx: Transaction, vendor_ids: Collection[int]) -> None:
    """Those whose time is over."""
    await tx.execute(END, tx.account_id, list(vendor_ids), tx.now)


async def put_hold(tx: Transaction, company_id: int, vendor_ids: Collection[int]) -> None:
    """As their changes are now."""
    await tx.execute(PUT_HOLD, tx.account_id, company_id, list(vendor_ids), tx.now)
