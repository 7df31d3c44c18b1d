"""Reads of the account structure."""

from typing import Any
from uuid import UUID

import asyncpg

from payables.accounts.errors import LocationOfAnotherCompany
from payables.accounts.model import Company, CompanyAtWork, Location, Place, PresentStructure
from payables.kit.errors import NotFound, OutOfScope
from payables.kit.pages import Page
from payables.platform.caller import Caller
from payables.platform.db import Listed, Transaction

ACCOUNT = """
SELECT a.account_id, a.name, a.plan ->> 'name' AS plan, a.created_at,
       (SELECT count(*) FROM companies c
         WHERE c.account_id = a.account_id AND ($2::int[] IS NULL OR c.id = ANY($2))) AS company_count,
       (SELECT count(*) FROM locations l
         WHERE l.account_id = a.account_id AND l.active
           AND ($2::int[] IS NULL OR l.company_id = ANY($2)) AND ($3::int[] IS NULL OR l.id = ANY($3))) AS location_count
  FROM accounts a WHERE a.account_id = $1
"""

COMPANIES = """
SELECT c.id, c.name, c.currency, a.plan ->> 'name' AS plan, count(*) OVER () AS total,
       (SELECT count(*) FROM locations l
         WHERE l.account_id = c.account_id AND l.company_id = c.id AND l.active
           AND ($3::int[] IS NULL OR l.id = ANY($3))) AS location_count
  FROM companies c JOIN accounts a USING (account_id)
 WHERE c.account_id = $1 AND ($2::int[] IS NULL OR c.id = ANY($2))
   AND ($4::text IS NULL OR strpos(lower(c.name), lower($4)) > 0)
 ORDER BY c.created_at DESC, c.id DESC LIMIT $5 OFFSET $6
"""

LOCATIONS = """
SELECT l.id, l.name, c.name AS company, g.name AS location_group, l.company_id, count(*) OVER () AS total
  FROM locations l
  JOIN companies c ON c.account_id = l.account_id AND c.id = l.company_id
  LEFT JOIN location_groups g ON g.account_id = l.account_id AND g.id = l.group_id
 WHERE l.account_id = $1 AND l.active
   AND ($2::int[] IS NULL OR l.company_id = ANY($2)) AND ($3::int[] IS NULL OR l.id = ANY($3))
   AND ($4::text IS NULL OR strpos(lower(l.name), lower($4)) > 0)
 ORDER BY l.created_at DESC, l.id DESC LIMIT $5 OFFSET $6
"""

GROUPS = """
-- whoever sees a part of the account sees the groups that have a location of that part
SELECT g.id, g.name, array_remove(array_agg(l.id ORDER BY l.id), NULL) AS location_ids, count(*) OVER () AS total
  FROM location_groups g
  LEFT JOIN locations l ON l.account_id = g.account_id AND l.group_id = g.id AND l.active
   AND ($2::int[] IS NULL OR l.company_id = ANY($2)) AND ($3::int[] IS NULL OR l.id = ANY($3))
 WHERE g.account_id = $1 AND ($4::text IS NULL OR strpos(lower(g.name), lower($4)) > 0)
 GROUP BY g.account_id, g.id HAVING $2::int[] IS NULL OR count(l.id) > 0
 ORDER BY lower(g.name), g.id LIMIT $5 OFFSET $6
"""

COMPANY = "SELECT id, name, currency, tax_ids, own_names FROM companies WHERE account_id = $1 AND id = $2"
LOCATION = "SELECT id, name, company_id, active FROM locations WHERE account_id = $1 AND id = $2"

PLACED = """
SELECT l.id AS location_id, l.name AS location_name, l.active, c.id, c.name, c.currency, c.tax_ids, c.own_names
  FROM locations l JOIN companies c ON c.account_id = l.account_id AND c.id = l.company_id
 WHERE l.account_id = $1 AND l.id = $2
"""

PLACES = """
SELECT l.id, l.company_id, c.currency, l.active
  FROM locations l JOIN companies c ON c.account_id = l.account_id AND c.id = l.company_id
 WHERE l.account_id = $1 AND l.id = ANY($2)
"""

COMPANY_AT_WORK = """
SELECT c.id, c.name, c.currency, c.tax_ids, c.own_names, a.approval_mode
  FROM companies c JOIN accounts a USING (account_id) WHERE c.account_id = $1 AND c.id = $2
"""

ACCOUNT_ROWS = """
SELECT key, account_id, name, plan ->> 'name' AS plan, features, approval_mode, created_at
  FROM accounts WHERE strpos(lower(key || ' ' || name), lower($1)) > 0 ORDER BY key LIMIT $2
"""
ACCOUNT_KEYS = "SELECT key, account_id FROM accounts ORDER BY key"
ACCOUNT_OF_KEY = "SELECT account_id FROM accounts WHERE key = $1"

STRUCTURE_ACCOUNT = """
SELECT key, name, plan, features, approval_mode, allow_self_approval FROM accounts WHERE account_id = $1
"""
STRUCTURE_COMPANIES = """
SELECT key, id, name, currency, tax_ids, own_names FROM companies WHERE account_id = $1 ORDER BY id
"""
STRUCTURE_GROUPS = "SELECT key, id, name FROM location_groups WHERE account_id = $1 ORDER BY id"
STRUCTURE_LOCATIONS = """
SELECT l.key, l.id, l.name, l.active, c.key AS company, c.id AS company_id, g.key AS group
  FROM locations l
  JOIN companies c ON c.account_id = l.account_id AND c.id = l.company_id
  LEFT JOIN location_groups g ON g.account_id = l.account_id AND g.id = l.group_id
 WHERE l.account_id = $1 ORDER BY l.id
"""

TABLES_WITH = """
-- tables of the business that name a company or a location; the structure's own tables do not count as use
SELECT DISTINCT c.oid::regclass::text AS name
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_attribute t ON t.attrelid = c.oid
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
   AND a.attname = $1 AND NOT a.attisdropped AND t.attname = 'account_id' AND c.relname <> 'locations'
 ORDER BY 1
"""


async def account(tx: Transaction, caller: Caller) -> asyncpg.Record:
    """The caller's account; counts cover what the caller may see."""
    row = await tx.fetchrow(ACCOUNT, tx.account_id, caller.scope.companies, caller.scope.locations)
    assert row is not None
    return row


async def companies(tx: Transaction, caller: Caller, search: str | None, page: Page) -> Listed:
    return await _listed(tx, COMPANIES, caller, search, page)


async def locations(tx: Transaction, caller: Caller, search: str | None, page: Page) -> Listed:
    return await _listed(tx, LOCATIONS, caller, search, page)


async def groups(tx: Transaction, caller: Caller, search: str | None, page: Page) -> Listed:
    return await _listed(tx, GROUPS, caller, search, page)


async def _listed(tx: Transaction, sql: str, caller: Caller, search: str | None, page: Page) -> Listed:
    return await tx.page(sql, page, tx.account_id, caller.scope.companies, caller.scope.locations, search)


async def company(tx: Transaction, caller: Caller, company_id: int) -> Company:
    """A company named in a filter or a body. Outside the account: NotFound; outside the scope: OutOfScope."""
    rows = await tx.once(COMPANY, tx.account_id, company_id)
    if not rows:
        raise NotFound(what="company")
    if not caller.scope.covers_company(company_id):
        raise OutOfScope(what="company")
    return _company(rows[0])


async def location(tx: Transaction, caller: Caller, location_id: int, *, company_id: int | None = None) -> Location:
    """A location named in a filter or a body. Raises NotFound, OutOfScope, LocationOfAnotherCompany."""
    rows = await tx.once(LOCATION, tx.account_id, location_id)
    if not rows:
        raise NotFound(what="location")
    row = rows[0]
    found = Location(row["id"], row["name"], row["company_id"], row["active"])
    if company_id is not None and found.company_id != company_id:
        raise LocationOfAnotherCompany(location_id=location_id, company_id=company_id)
    if not caller.scope.covers_location(found.company_id, found.id):
        raise OutOfScope(what="location")
    return found


async def placed(
    tx: Transaction, caller: Caller, location_id: int, *, company_id: int | None
) -> tuple[Company, Location]:
    """A location named in a body, and its company, which may be named too, in one statement. Raises what `company` and
    `location` do, of the company first if it was named."""
    rows = await tx.once(PLACED, tx.account_id, location_id)
    if not rows or company_id not in (None, rows[0]["id"]) or not caller.scope.covers_company(rows[0]["id"]):
        if company_id is not None:
            await company(tx, caller, company_id)
        found = await location(tx, caller, location_id, company_id=company_id)
        return await company(tx, caller, found.company_id), found
    row = rows[0]
    if not caller.scope.covers_location(row["id"], location_id):
        raise OutOfScope(what="location")
    return _company(row), Location(location_id, row["location_name"], row["id"], row["active"])


async def places(tx: Transaction, location_ids: list[int]) -> dict[int, Place]:
    """By location, those that the account has; whether the caller may see them is not asked."""
    rows = await tx.fetch(PLACES, tx.account_id, location_ids)
    return {row["id"]: Place(row["company_id"], row["currency"], row["active"]) for row in rows}


async def account_of_key(connection: Any, key: str) -> UUID | None:
    """The account that an org file calls by this key. Needs an operator's connection."""
    return await connection.fetchval(ACCOUNT_OF_KEY, key)


async def account_keys(connection: Any) -> dict[str, UUID]:
    """All accounts, by what an org file calls them. Needs an operator's connection."""
    return {row["key"]: row["account_id"] for row in await connection.fetch(ACCOUNT_KEYS)}


async def account_rows(connection: Any, search: str, most: int) -> list[asyncpg.Record]:
    """Accounts by key, those whose key or name has this part in any case. Needs an operator's connection."""
    return await connection.fetch(ACCOUNT_ROWS, search, most)


async def present_structure(tx: Transaction) -> PresentStructure:
    """All of the structure by key, inactive locations too; `account` is None before the first provisioning."""
    account = await tx.fetchrow(STRUCTURE_ACCOUNT, tx.account_id)
    return PresentStructure(
        dict(account) if account else None,
        _by_key(await tx.fetch(STRUCTURE_COMPANIES, tx.account_id)),
        _by_key(await tx.fetch(STRUCTURE_GROUPS, tx.account_id)),
        _by_key(await tx.fetch(STRUCTURE_LOCATIONS, tx.account_id)),
    )


def _by_key(rows: list[asyncpg.Record]) -> dict[str, dict[str, Any]]:
    return {row["key"]: dict(row) for row in rows}


async def table_using_company(tx: Transaction, company_id: int) -> str | None:
    """The first table with a record of this company, None while it is unused."""
    return await _table_using(tx, "company_id", company_id)


async def table_using_location(tx: Transaction, location_id: int) -> str | None:
    return await _table_using(tx, "location_id", location_id)


async def _table_using(tx: Transaction, column: str, number: int) -> str | None:
    for table in await tx.fetch(TABLES_WITH, column):
        used = f"SELECT EXISTS (SELECT FROM {table['name']} WHERE account_id = $1 AND {column} = $2)"  # noqa: S608
        if await tx.fetchval(used, tx.account_id, number):
            return table["name"]
    return None


async def company_for_work(tx: Transaction, company_id: int) -> CompanyAtWork:
    """A company and how its account approves, for work that no caller waits for. The company exists: it was checked before."""
    (row,) = await tx.once(COMPANY_AT_WORK, tx.account_id, company_id)
    return CompanyAtWork(_company(row), row["approval_mode"])


def _company(row: asyncpg.Record) -> Company:
    return Company(row["id"], row["name"], row["currency"], tuple(row["tax_ids"]), tuple(row["own_names"]))
