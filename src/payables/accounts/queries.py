"""Reads of the account structure."""

import asyncpg

from payables.accounts.errors import LocationOfAnotherCompany
from payables.accounts.model import Company, Location
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
SELECT c.id, c.name, a.plan ->> 'name' AS plan, count(*) OVER () AS total,
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

COMPANY = "SELECT id, name, currency, tax_ids, own_names FROM companies WHERE account_id = $1 AND id = $2"
LOCATION = "SELECT id, name, company_id, active FROM locations WHERE account_id = $1 AND id = $2"


async def account(tx: Transaction, caller: Caller) -> asyncpg.Record:
    """The caller's account; counts cover what the caller may see."""
    row = await tx.fetchrow(ACCOUNT, tx.account_id, caller.scope.companies, caller.scope.locations)
    assert row is not None
    return row


async def companies(tx: Transaction, caller: Caller, search: str | None, page: Page) -> Listed:
    return await _listed(tx, COMPANIES, caller, search, page)


async def locations(tx: Transaction, caller: Caller, search: str | None, page: Page) -> Listed:
    return await _listed(tx, LOCATIONS, caller, search, page)


async def _listed(tx: Transaction, sql: str, caller: Caller, search: str | None, page: Page) -> Listed:
    return await tx.page(sql, page, tx.account_id, caller.scope.companies, caller.scope.locations, search)


async def company(tx: Transaction, caller: Caller, company_id: int) -> Company:
    """A company named in a filter or a body. Outside the account: NotFound; outside the scope: OutOfScope."""
    row = await tx.fetchrow(COMPANY, tx.account_id, company_id)
    if row is None:
        raise NotFound(what="company")
    if not caller.scope.covers_company(company_id):
        raise OutOfScope(what="company")
    return Company(row["id"], row["name"], row["currency"], tuple(row["tax_ids"]), tuple(row["own_names"]))


async def location(
    tx: Transaction, caller: Caller, location_id: int, *, company_id: int | None = None
) -> Location:
    """A location named in a filter or a body. Raises NotFound, OutOfScope, LocationOfAnotherCompany."""
    row = await tx.fetchrow(LOCATION, tx.account_id, location_id)
    if row is None:
        raise NotFound(what="location")
    found = Location(row["id"], row["name"], row["company_id"], row["active"])
    if company_id is not None and found.company_id != company_id:
        raise LocationOfAnotherCompany(location_id=location_id, company_id=company_id)
    if not caller.scope.covers_location(found.company_id, found.id):
        raise OutOfScope(what="location")
    return found
