"""Reads of logins, through the door."""

from typing import Any
from uuid import UUID

import asyncpg

from payables.access.model.people import Enterable, ListedLogin, OwnLogin, ShownEvent

TO_CHECK = """
-- what an attempt is held against; known: the login has signed in from there before
SELECT l.id, l.email, l.password_hash, l.totp_secret IS NOT NULL AS has_totp,
       EXISTS (SELECT FROM login_sources k WHERE k.login_id = l.id AND k.source = $2) AS known
  FROM logins l WHERE l.email = lower($1)
"""

FOR_UPDATE = """
SELECT id, email, password_hash, totp_secret, totp_last_step, totp_offered FROM logins WHERE id = $1 FOR NO KEY UPDATE
"""

OFFERED = "SELECT totp_offered FROM logins WHERE id = $1"
BY_EMAIL = "SELECT id FROM logins WHERE email = lower($1)"

ENTERABLE = """
-- the accounts that have this person, by name
SELECT a.account_id, a.name, u.id AS user_id, u.role
  FROM logins l
  JOIN users u ON u.kind = 'person' AND u.email_key = l.email AND u.active
  JOIN accounts a ON a.account_id = u.account_id
 WHERE l.id = $1 ORDER BY lower(a.name), a.account_id
"""

LAST_CHOSEN = """
SELECT chosen_account, chosen_company FROM sessions
 WHERE login_id = $1 AND chosen_account IS NOT NULL ORDER BY seen_at DESC, id DESC LIMIT 1
"""

LINK = """
SELECT l.id, l.email, l.totp_secret IS NOT NULL AS has_totp, k.expires_at
  FROM login_links k JOIN logins l ON l.id = k.login_id WHERE k.digest = $1 AND k.expires_at > $2
"""

OWN = """
SELECT l.password_changed_at, l.totp_since,
       (SELECT count(*) FROM recovery_codes r WHERE r.login_id = l.id AND r.used_at IS NULL) AS recovery_codes_left
  FROM logins l WHERE l.id = $1
"""

EVENTS = (
    "SELECT at, action, source, user_agent, details FROM login_events WHERE login_id = $1 ORDER BY id DESC LIMIT $2"
)

IS_PERSON = "SELECT EXISTS (SELECT FROM users WHERE kind = 'person' AND email_key = lower($1) AND active)"

IS_OPERATOR = "SELECT EXISTS (SELECT FROM logins WHERE email = lower($1) AND is_operator)"

LISTED = """
-- everybody who is, or was, a person of an account or has a login; without their password's hash
WITH people AS (
  SELECT u.email_key AS email, array_agg(a.key ORDER BY a.key) FILTER (WHERE u.active) AS accounts
    FROM users u JOIN accounts a ON a.account_id = u.account_id
   WHERE u.kind = 'person' AND u.email IS NOT NULL GROUP BY u.email_key
)
SELECT coalesce(p.email, l.email) AS email, coalesce(p.accounts, '{}') AS accounts, coalesce(l.is_operator, false) AS is_operator,
       l.password_hash IS NOT NULL AS has_password, l.totp_secret IS NOT NULL AS has_totp, k.expires_at AS link_ends_at,
       (SELECT count(*) FROM sessions s
         WHERE s.login_id = l.id AND s.revoked_at IS NULL AND s.ends_at > $1 AND s.idle_ends_at > $1
           AND NOT s.second_factor_pending) AS sessions,
       (SELECT max(s.seen_at) FROM sessions s WHERE s.login_id = l.id) AS seen_at
  FROM people p FULL JOIN logins l ON l.email = p.email
  LEFT JOIN login_links k ON k.login_id = l.id AND k.expires_at > $1
 ORDER BY 1
"""


async def to_check(connection: Any, email: str, source: bytes) -> asyncpg.Record | None:
    return await connection.fetchrow(TO_CHECK, email, source)


async def for_update(connection: Any, login_id: UUID) -> asyncpg.Record:
    """Locked: what changes a login, or stands on what it is, goes one after the other."""
    return await connection.fetchrow(FOR_UPDATE, login_id)


async def offered_totp(connection: Any, login_id: UUID) -> bytes | None:
    """The encrypted offer that waits to be confirmed (rules/totp_offer.py)."""
    return await connection.fetchval(OFFERED, login_id)


async def login_by_email(connection: Any, email: str) -> UUID | None:
    return await connection.fetchval(BY_EMAIL, email)


async def enterable(connection: Any, login_id: UUID) -> list[Enterable]:
    """Which accounts a login may enter."""
    return [Enterable(**row) for row in await connection.fetch(ENTERABLE, login_id)]


async def last_chosen(connection: Any, login_id: UUID) -> tuple[UUID, int | None] | None:
    """The account and company of the session that was used last."""
    row = await connection.fetchrow(LAST_CHOSEN, login_id)
    return (row["chosen_account"], row["chosen_company"]) if row else None


async def live_link(connection: Any, digest: bytes, now: Any) -> asyncpg.Record | None:
    """The login that a one-time link is for."""
    return await connection.fetchrow(LINK, digest, now)


async def own_login(connection: Any, login_id: UUID) -> OwnLogin:
    """What a person sees of their own login."""
    return OwnLogin(**await connection.fetchrow(OWN, login_id))


async def events(connection: Any, login_id: UUID, most: int = 20) -> list[ShownEvent]:
    """What happened to a login, newest first."""
    return [ShownEvent(**row) for row in await connection.fetch(EVENTS, login_id, most)]


async def is_person(connection: Any, email: str) -> bool:
    """Whether some account has an active person with this address."""
    return await connection.fetchval(IS_PERSON, email)


async def is_operator(connection: Any, email: str) -> bool:
    """Whether this is the address of an operator of the installation."""
    return await connection.fetchval(IS_OPERATOR, email)


async def listed_logins(connection: Any, now: Any) -> list[ListedLogin]:
    """For the operator: everybody who may sign in, or could be invited to."""
    return [ListedLogin(**row) for row in await connection.fetch(LISTED, now)]
