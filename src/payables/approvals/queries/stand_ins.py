"""Who stands in for whom, and who is away."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from payables.approvals.model import StandIn
from payables.kit.pages import Page
from payables.platform.caller import Caller
from payables.platform.db import Transaction

COLUMNS = ", ".join(StandIn.__dataclass_fields__)

LISTED = f"""
-- one's own; of others those in which everybody sees some of what the caller sees
SELECT {COLUMNS}, count(*) OVER () AS total FROM stand_ins s
 WHERE s.account_id = $1 AND ($2::int IS NULL OR s.user_id = $2)
   AND (s.user_id = $3 OR NOT EXISTS (
     SELECT FROM users u WHERE u.account_id = s.account_id AND u.id IN (s.user_id, s.stand_in_id)
        AND NOT ((u.company_ids IS NULL OR $4::int[] IS NULL OR u.company_ids && $4)
             AND (u.location_ids IS NULL OR $5::int[] IS NULL OR u.location_ids && $5))))
 ORDER BY s.created_at DESC, s.id DESC LIMIT $6 OFFSET $7
"""  # noqa: S608

ONE = f"SELECT {COLUMNS} FROM stand_ins WHERE account_id = $1 AND id = $2 FOR UPDATE"  # noqa: S608

NOT_OVER = f"""
SELECT {COLUMNS} FROM stand_ins WHERE account_id = $1 AND ended_at IS NULL AND (ends_at IS NULL OR ends_at > $2)
"""  # noqa: S608

ACTIVE = f"{NOT_OVER} AND starts_at <= $2"

AWAY = f"{ACTIVE} AND user_id = ANY($3)"
OUT_OF_OFFICE = f"{ACTIVE} AND stand_in_id IS NULL ORDER BY user_id, id"
STOOD_IN_FOR = f"{ACTIVE} AND stand_in_id = $3"

TO_TELL = "stand_in_id IS NOT NULL AND told_at IS NULL AND ended_at IS NULL AND (ends_at IS NULL OR ends_at > $1)"

LOCK_BEGUN = f"""
SELECT {COLUMNS} FROM stand_ins WHERE account_id = $2 AND {TO_TELL} AND starts_at <= $1
 ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED
"""  # noqa: S608

ACCOUNTS_WITH_BEGUN = f"""
SELECT DISTINCT account_id FROM stand_ins WHERE {TO_TELL} AND starts_at <= $1 ORDER BY account_id
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class StandIns:
    """One page, and how many there are in all."""

    total: int
    stand_ins: list[StandIn]


async def listed(tx: Transaction, caller: Caller, page: Page, *, user_id: int | None) -> StandIns:
    """As far as the caller sees the people; newest first, ended ones too."""
    scope = caller.scope
    found = await tx.page(LISTED, page, tx.account_id, user_id, caller.user_id, scope.companies, scope.locations)
    return StandIns(found.total, [_stand_in(row) for row in found.rows])


async def load_for_update(tx: Transaction, stand_in: UUID) -> StandIn | None:
    row = await tx.fetchrow(ONE, tx.account_id, stand_in)
    return _stand_in(row) if row else None


async def not_over(tx: Transaction) -> list[StandIn]:
    """All of the account that hold now or will."""
    return [_stand_in(row) for row in await tx.fetch(NOT_OVER, tx.account_id, tx.now)]


async def away(tx: Transaction, user_ids: list[int]) -> dict[int, StandIn]:
    """Those of these people who are away now, each with who stands in, if anybody."""
    rows = await tx.fetch(AWAY, tx.account_id, tx.now, user_ids) if user_ids else []
    return {row["user_id"]: _stand_in(row) for row in rows}


async def out_of_office(tx: Transaction) -> list[StandIn]:
    """Absences of now in which nobody stands in."""
    return [_stand_in(row) for row in await tx.fetch(OUT_OF_OFFICE, tx.account_id, tx.now)]


async def stood_in_for(tx: Transaction, person: int) -> frozenset[int]:
    """The people for whom this person decides now: one step, never for those whom these stand in for."""
    return frozenset(row["user_id"] for row in await tx.fetch(STOOD_IN_FOR, tx.account_id, tx.now, person))


async def lock_begun(tx: Transaction, most: int) -> list[StandIn]:
    """Those that have begun by now and of which the stand-in was not told, locked; what another worker has is left out."""
    return [_stand_in(row) for row in await tx.fetch(LOCK_BEGUN, tx.now, tx.account_id, most)]


async def accounts_with_begun(connection: Any, now: datetime) -> list[UUID]:
    """Accounts with stand-ins that have begun and of which nobody was told. Needs an operator's connection."""
    return [row["account_id"] for row in await connection.fetch(ACCOUNTS_WITH_BEGUN, now)]


def _stand_in(row: Any) -> StandIn:
    return StandIn(**{name: row[name] for name in StandIn.__dataclass_fields__})
