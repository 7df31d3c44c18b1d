"""Reads of access."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import asyncpg

from payables.access.model import ROLES, CredentialRow, Person, PresentAccess, User
from payables.accounts.model import Location
from payables.kit.ids import MAX_INT_ID
from payables.kit.pages import Page
from payables.platform.caller import Caller, Permission, Scope
from payables.platform.db import Listed, Transaction

SIGN_IN = "SELECT * FROM sign_in($1, $2, $3)"

LIVE_SECRETS = """
-- the live secrets of one live client, for comparison in constant time
SELECT s.id, s.secret_hash, s.expires_at, c.user_id
  FROM oauth_client_secrets s
  JOIN oauth_clients c ON c.account_id = s.account_id AND c.id = s.client_id
  JOIN users u ON u.account_id = c.account_id AND u.id = c.user_id
 WHERE s.account_id = $1 AND s.client_id = $2 AND c.revoked_at IS NULL AND s.revoked_at IS NULL AND u.active
   AND (s.expires_at IS NULL OR s.expires_at > $3)
"""

USERS = """
SELECT id, email, first_name, last_name, kind, role, active, company_ids, location_ids
  FROM users WHERE account_id = $1 AND id = ANY($2)
"""

USERS_BY_EMAIL = """
SELECT id, email, first_name, last_name, kind, role, active, company_ids, location_ids
  FROM users WHERE account_id = $1 AND lower(email) = ANY($2)
"""

LISTED = """
-- of a part of the account: whoever sees some of that part too
SELECT id, email, first_name, last_name, kind, role, active, scope, company_ids, location_ids, count(*) OVER () AS total
  FROM users
 WHERE account_id = $1 AND ($2::text IS NULL OR kind = $2)
   AND ($3::text IS NULL OR strpos(lower(concat_ws(' ', first_name, last_name, email)), lower($3)) > 0)
   AND ($4::int[] IS NULL OR company_ids IS NULL OR company_ids && $4)
   AND ($5::int[] IS NULL OR location_ids IS NULL OR location_ids && $5)
   AND ($6::int IS NULL OR (active AND role = ANY($8) AND (company_ids IS NULL OR $6 = ANY(company_ids))
                            AND (location_ids IS NULL OR $7 = ANY(location_ids))))
 ORDER BY lower(last_name), lower(first_name), id LIMIT $9 OFFSET $10
"""

CALLER = """
-- an active user with what the account allows, as sign-in finds them
SELECT u.id, u.kind, u.role, u.company_ids, u.location_ids, a.features, a.approval_mode
  FROM users u JOIN accounts a USING (account_id) WHERE u.account_id = $1 AND u.id = $2 AND u.active
"""

PRESENT_USERS = """
-- with the scope by keys, as an org file names it
SELECT u.kind, u.key, u.id, u.email, u.first_name, u.last_name, u.role, u.scope, u.active,
       coalesce((SELECT array_agg(c.key ORDER BY c.key) FROM companies c
                  WHERE c.account_id = u.account_id AND c.id = ANY(u.company_ids)), '{}') AS companies,
       coalesce((SELECT array_agg(l.key ORDER BY l.key) FROM locations l
                  WHERE l.account_id = u.account_id AND l.id = ANY(u.location_ids)), '{}') AS locations
  FROM users u WHERE u.account_id = $1 ORDER BY u.id
"""

PRESENT_CLIENTS = """
SELECT u.key || '/' || c.name AS key, c.id, c.user_id, c.name, c.revoked_at IS NULL AS active
  FROM oauth_clients c JOIN users u ON u.account_id = c.account_id AND u.id = c.user_id
 WHERE c.account_id = $1 ORDER BY c.created_at, c.id
"""

HAS_KEY = "SELECT EXISTS (SELECT FROM api_keys WHERE account_id = $1)"

CREDENTIALS = """
SELECT 'key' AS kind, k.id::text, NULL AS client_id, NULL AS user, k.label AS name, k.hint,
       k.created_at, k.expires_at, k.revoked_at
  FROM api_keys k WHERE k.account_id = $1
UNION ALL
SELECT 'secret', s.id::text, c.id, u.key, c.name, s.hint,
       s.created_at, s.expires_at, coalesce(s.revoked_at, c.revoked_at)
  FROM oauth_client_secrets s
  JOIN oauth_clients c ON c.account_id = s.account_id AND c.id = s.client_id
  JOIN users u ON u.account_id = c.account_id AND u.id = c.user_id
 WHERE s.account_id = $1
 ORDER BY 1, 4, 5, 7, 2
"""

LIVE_KEY = """
SELECT id, label FROM api_keys
 WHERE account_id = $1 AND id = $2 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $3) FOR UPDATE
"""

LIVE_CLIENT = """
SELECT c.id, c.name, c.user_id, u.key AS user
  FROM oauth_clients c JOIN users u ON u.account_id = c.account_id AND u.id = c.user_id
 WHERE c.account_id = $1 AND c.id = $2 AND c.revoked_at IS NULL FOR UPDATE OF c
"""


async def sign_in(connection: Any, key_hash: bytes, token_hash: bytes | None, now: Any) -> asyncpg.Record | None:
    """The row of the database function sign_in; sets the account of the transaction."""
    return await connection.fetchrow(SIGN_IN, key_hash, token_hash, now)


async def client_secrets(connection: Any, account_id: UUID, client_id: str, now: Any) -> list[asyncpg.Record]:
    return await connection.fetch(LIVE_SECRETS, account_id, client_id, now)


async def users(tx: Transaction, ids: list[int]) -> dict[int, User]:
    """The users with these ids, by id; ids of other accounts are simply not found."""
    return {row["id"]: User(**row) for row in await tx.fetch(USERS, tx.account_id, ids)}


async def people(tx: Transaction, ids: Iterable[int | None]) -> dict[int | None, Person]:
    """The same as answers show them; an id may be None, which is nobody."""
    known = sorted({id for id in ids if id is not None})
    return {id: user.person for id, user in (await users(tx, known)).items()} if known else {}


async def users_by_email(tx: Transaction, emails: list[str]) -> dict[str, User]:
    """The users with these addresses, by address in lower case."""
    rows = await tx.fetch(USERS_BY_EMAIL, tx.account_id, [email.lower() for email in emails])
    return {row["email"].lower(): User(**row) for row in rows}


async def listed(
    tx: Transaction, scope: Scope, page: Page, *, kind: str | None, search: str | None, at: Location | None = None
) -> Listed:
    """Users that share something with the scope, inactive ones too; rows also have `scope`, its kind. `at`: only those who see the
    invoices of this location now."""
    place = (at.company_id, at.id) if at else (None, None)
    return await tx.page(
        LISTED,
        page,
        tx.account_id,
        kind,
        search,
        scope.companies,
        scope.locations,
        *place,
        _roles(Permission.INVOICES_READ),
    )


def _roles(permission: Permission) -> list[str]:
    return [role for role, permissions in ROLES.items() if permission in permissions]


async def scopes(tx: Transaction, ids: Iterable[int]) -> dict[int, Scope]:
    """What users see, as far as they are active."""
    found = await tx.fetch(USERS, tx.account_id, sorted(set(ids)))
    return {row["id"]: _scope(row) for row in found if row["active"]}


async def caller_of(tx: Transaction, user_id: int) -> Caller | None:
    """Whom work acts for that nobody waits for: the user with the rights of this moment; None once deactivated."""
    row = await tx.fetchrow(CALLER, tx.account_id, user_id)
    if row is None:
        return None
    return Caller(
        account_id=tx.account_id,
        user_id=row["id"],
        kind=row["kind"],
        scope=_scope(row),
        permissions=ROLES.get(row["role"], frozenset()),
        features=frozenset(row["features"]),
        approval_mode=row["approval_mode"],
    )


def _scope(row: Any) -> Scope:
    company_ids, location_ids = (
        None if ids is None else frozenset(ids) for ids in (row["company_ids"], row["location_ids"])
    )
    return Scope(company_ids, location_ids)


async def present_access(tx: Transaction) -> PresentAccess:
    """The account's people, API users and clients, inactive and revoked ones too."""
    users = [dict(row) for row in await tx.fetch(PRESENT_USERS, tx.account_id)]
    clients = await tx.fetch(PRESENT_CLIENTS, tx.account_id)
    return PresentAccess(
        {user["key"]: user for user in users if user["kind"] == "person"},
        {user["key"]: user for user in users if user["kind"] == "api"},
        {row["key"]: dict(row) for row in clients},
        await tx.fetchval(HAS_KEY, tx.account_id),
    )


async def credentials(tx: Transaction) -> list[CredentialRow]:
    """Keys, then secrets by user and client; oldest first."""
    return [CredentialRow(**row) for row in await tx.fetch(CREDENTIALS, tx.account_id)]


async def live_key(tx: Transaction, key_id: UUID) -> asyncpg.Record | None:
    """Locked, so that two rotations or revocations of one key go one after the other."""
    return await tx.fetchrow(LIVE_KEY, tx.account_id, key_id, tx.now)


async def live_client(tx: Transaction, client_id: str) -> asyncpg.Record | None:
    """Locked like live_key."""
    return await tx.fetchrow(LIVE_CLIENT, tx.account_id, client_id)


async def user_within(tx: Transaction, scope: Scope, name: int | str) -> User | None:
    """The user with this id or address; None also for one who sees nothing that the scope covers."""
    (found,) = await named_users(tx, [name])
    return found if found and found.shares_with(scope) else None


async def named_users(tx: Transaction, names: list[int | str]) -> list[User | None]:
    """The users with these ids or addresses, in that order; None for those this account does not have."""
    ids = [name for name in names if isinstance(name, int) and 1 <= name <= MAX_INT_ID]
    emails = [name for name in names if isinstance(name, str)]
    by_id = await users(tx, ids) if ids else {}
    by_email = await users_by_email(tx, emails) if emails else {}
    return [by_id.get(name) if isinstance(name, int) else by_email.get(name.lower()) for name in names]
