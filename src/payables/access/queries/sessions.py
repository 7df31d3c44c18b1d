"""Reads of sessions."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from payables.access.model.people import OpenSession

READ_SESSION = "SELECT * FROM read_session($1, $2)"

PENDING = """
-- a session that owes its second factor
SELECT s.id, s.login_id, l.email, EXISTS (SELECT FROM login_sources k WHERE k.login_id = l.id AND k.source = $3) AS known
  FROM sessions s JOIN logins l ON l.id = s.login_id
 WHERE s.digest = $1 AND s.second_factor_pending AND s.revoked_at IS NULL AND s.ends_at > $2
"""

OWNER = """
-- whose session this was, also one that has ended
SELECT l.email FROM sessions s JOIN logins l ON l.id = s.login_id WHERE s.digest = $1 AND NOT s.second_factor_pending
"""

LIVE = """
SELECT id, created_at, seen_at, source, user_agent FROM sessions
 WHERE login_id = $1 AND revoked_at IS NULL AND ends_at > $2 AND idle_ends_at > $2 AND NOT second_factor_pending
 ORDER BY seen_at DESC, id
"""


async def read_session(connection: Any, digest: bytes, now: datetime) -> asyncpg.Record | None:
    """The row of the database function read_session; sets the account of the transaction."""
    return await connection.fetchrow(READ_SESSION, digest, now)


async def pending_session(connection: Any, digest: bytes, now: datetime, source: bytes) -> asyncpg.Record | None:
    """Through the door."""
    return await connection.fetchrow(PENDING, digest, now, source)


async def owner(connection: Any, digest: bytes) -> str | None:
    """The address of whoever had this session, over or not. Through the door."""
    return await connection.fetchval(OWNER, digest)


async def open_sessions(connection: Any, login_id: UUID, now: datetime) -> list[OpenSession]:
    """Of a login, the one that was used last first. Through the door."""
    return [OpenSession(**row) for row in await connection.fetch(LIVE, login_id, now)]
