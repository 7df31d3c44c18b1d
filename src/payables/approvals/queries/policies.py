"""Policies, at their newest version or at an older one, and what has to exist for them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from payables.approvals.model import Conditions, Level, Needs, Policy, PolicyTerms
from payables.approvals.rules.as_others_left import Made
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction

FIELDS = """
p.id, v.version, p.active, v.name, v.level, v.company, v.group_id, v.location_id, v.conditions, v.needs,
v.approver_ids, v.restored_from, v.created_at, v.created_by, p.version AS newest
"""

JOINED = (
    "FROM approval_policies p JOIN approval_policy_versions v ON v.account_id = p.account_id AND v.policy_id = p.id"
)

ACTIVE = f"""
-- all that may ask somebody today: an account has a few dozen
SELECT {FIELDS} {JOINED} AND v.version = p.version WHERE p.account_id = $1 AND p.active
"""

MADE = f"""
-- of what was in force at $4, or would have been but for these people since $3: the versions from the one at $3 on
SELECT {FIELDS} {JOINED}
 WHERE p.account_id = $1 AND v.created_at <= $4
   AND (p.active OR p.updated_at > $4 OR p.updated_by = ANY($2) AND p.updated_at > $3)
   AND v.version >= (SELECT coalesce(max(o.version), 1) FROM approval_policy_versions o
                      WHERE o.account_id = p.account_id AND o.policy_id = p.id AND o.created_at <= $3)
 ORDER BY p.id, v.version
"""  # noqa: S608

# What an API user sees: the account's, and those of whose level some location is its own.
VISIBLE = """
(v.level = 'account' OR ({scope_companies}::int[] IS NULL AND {scope_locations}::int[] IS NULL) OR EXISTS (
   SELECT FROM locations l WHERE l.account_id = p.account_id
      AND ({scope_companies}::int[] IS NULL OR l.company_id = ANY({scope_companies}))
      AND ({scope_locations}::int[] IS NULL OR l.id = ANY({scope_locations}))
      AND CASE v.level WHEN 'company' THEN l.company_id = v.company WHEN 'group' THEN l.group_id = v.group_id
                       ELSE l.id = v.location_id END))
"""

AFTER = f"""
-- of these, those in force that the caller sees and that can ask for an invoice of one of these locations
SELECT p.id {JOINED} AND v.version = p.version
 WHERE p.account_id = $1 AND p.active AND p.id = ANY($2) AND {VISIBLE.format(scope_companies="$4", scope_locations="$5")}
   AND (v.level = 'account' OR EXISTS (
     SELECT FROM locations l WHERE l.account_id = p.account_id AND l.id = ANY($3)
        AND CASE v.level WHEN 'company' THEN l.company_id = v.company WHEN 'group' THEN l.group_id = v.group_id
                         ELSE l.id = v.location_id END))
"""  # noqa: S608

ONE = f"""
SELECT {FIELDS} {JOINED}
 WHERE p.account_id = $1 AND p.id = $2 AND v.version = coalesce($3, p.version)
   AND {VISIBLE.format(scope_companies="$4", scope_locations="$5")}
   AND EXISTS (SELECT {JOINED} AND v.version = p.version
                WHERE p.account_id = $1 AND p.id = $2 AND {VISIBLE.format(scope_companies="$4", scope_locations="$5")})
"""

VERSIONS = f"""
-- a policy that was of another level once: what it said there is for whoever sees that
SELECT {FIELDS}, count(*) OVER () AS total {JOINED}
 WHERE p.account_id = $1 AND p.id = $2 AND {VISIBLE.format(scope_companies="$3", scope_locations="$4")}
 ORDER BY v.version DESC LIMIT $5 OFFSET $6
"""

LISTED = f"""
-- of a company: all that can speak of its invoices
SELECT {FIELDS}, count(*) OVER () AS total {JOINED} AND v.version = p.version
 WHERE p.account_id = $1 AND {VISIBLE.format(scope_companies="$2", scope_locations="$3")}
   AND ($4::boolean IS NULL OR p.active = $4)
   AND ($5::int IS NULL OR v.level = 'account' OR v.company = $5 OR EXISTS (
        SELECT FROM locations l WHERE l.account_id = p.account_id AND l.company_id = $5 AND l.group_id = v.group_id))
 ORDER BY p.created_at DESC, p.id DESC LIMIT $6 OFFSET $7
"""  # noqa: S608

PLACES = """
-- the locations of a level: all of the account where nothing is named
SELECT id, company_id, active FROM locations
 WHERE account_id = $1 AND ($2::int IS NULL OR company_id = $2) AND ($3::int IS NULL OR group_id = $3)
   AND ($4::int IS NULL OR id = $4)
"""

GROUPS = "SELECT id, name FROM location_groups WHERE account_id = $1 AND (id = $2 OR name = $3)"

GROUP_NAMES = "SELECT id, name FROM location_groups WHERE account_id = $1 AND id = ANY($2)"


@dataclass(frozen=True, slots=True)
class Stored:
    """A policy at one of its versions, and how that came about."""

    policy: Policy
    newest: int
    created_at: datetime
    created_by: int | None
    restored_from: int | None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page, and how many there are in all."""

    total: int
    policies: list[Stored]


@dataclass(frozen=True, slots=True)
class Place:
    """A location that a level covers."""

    id: int
    company_id: int
    active: bool


async def active(tx: Transaction) -> list[Policy]:
    """Every policy of the account that is in force, in one statement."""
    return [_stored(row).policy for row in await tx.fetch(ACTIVE, tx.account_id)]


async def made(tx: Transaction, people: Collection[int], since: datetime, until: datetime) -> list[Made]:
    """Versions, oldest first, of all policies that were in force at `until`, also of those that one of these people has taken
    out of force since `since`; of each policy from the one on that was in force at `since`."""
    rows = await tx.fetch(MADE, tx.account_id, list(people), since, until)
    return [Made(_stored(row).policy, row["created_at"], row["created_by"], row["restored_from"]) for row in rows]


async def one(tx: Transaction, scope: Scope, policy_id: UUID, version: int | None = None) -> Stored | None:
    """A policy within the scope, at this version or its newest, active or not."""
    row = await tx.fetchrow(ONE, tx.account_id, policy_id, version, scope.companies, scope.locations)
    return _stored(row) if row else None


async def may_come_before(
    tx: Transaction, scope: Scope, ids: Collection[UUID], covered: Collection[Place]
) -> set[UUID]:
    """Of the named policies those that one for these locations can come after, as far as the scope sees them."""
    places = [place.id for place in covered]
    rows = await tx.fetch(AFTER, tx.account_id, list(ids), places, scope.companies, scope.locations)
    return {row["id"] for row in rows}


async def versions(tx: Transaction, scope: Scope, policy_id: UUID, page: Page) -> Listed:
    """Those of a level that the scope sees, newest first."""
    found = await tx.page(VERSIONS, page, tx.account_id, policy_id, scope.companies, scope.locations)
    return Listed(found.total, [_stored(row) for row in found.rows])


async def listed(
    tx: Transaction, scope: Scope, page: Page, *, company_id: int | None = None, active: bool | None = None
) -> Listed:
    """Newest created first. The company has been checked by the caller."""
    found = await tx.page(LISTED, page, tx.account_id, scope.companies, scope.locations, active, company_id)
    return Listed(found.total, [_stored(row) for row in found.rows])


async def places(
    tx: Transaction, *, company_id: int | None = None, group_id: int | None = None, location_id: int | None = None
) -> list[Place]:
    """The locations that a level covers; none named is the whole account."""
    rows = await tx.fetch(PLACES, tx.account_id, company_id, group_id, location_id)
    return [Place(**row) for row in rows]


async def groups(tx: Transaction, id: int | None, name: str | None) -> list[int]:
    """Ids of the groups of locations that are called so."""
    return [row["id"] for row in await tx.fetch(GROUPS, tx.account_id, id, name)]


async def group_names(tx: Transaction, ids: Collection[int]) -> dict[int, str]:
    if not ids:
        return {}
    return {row["id"]: row["name"] for row in await tx.fetch(GROUP_NAMES, tx.account_id, sorted(ids))}


def _stored(row: Any) -> Stored:
    terms = PolicyTerms(
        name=row["name"],
        level=Level(row["level"]),
        company_id=row["company"],
        group_id=row["group_id"],
        location_id=row["location_id"],
        conditions=msgspec.convert(row["conditions"], Conditions),
        needs=Needs(row["needs"]),
        approver_ids=tuple(row["approver_ids"]),
    )
    policy = Policy(row["id"], row["version"], row["active"], terms)
    return Stored(policy, row["newest"], row["created_at"], row["created_by"], row["restored_from"])
