"""Writes of sessions, through the door."""

from datetime import datetime
from uuid import UUID

from payables.access.model.people import Visitor
from payables.access.queries.door import Door

INSERT = """
INSERT INTO sessions (id, login_id, digest, second_factor_pending, chosen_account, chosen_company, created_at, seen_at,
                      idle_ends_at, ends_at, source, user_agent)
VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11)
"""
CHOOSE_ACCOUNT = "UPDATE sessions SET chosen_account = $2, chosen_company = NULL WHERE id = $1"
CHOOSE_COMPANY = "UPDATE sessions SET chosen_company = $2 WHERE id = $1"
SEEN = """
UPDATE sessions SET seen_at = $2, idle_ends_at = $3 WHERE id = $1 AND seen_at < $2 AND revoked_at IS NULL AND idle_ends_at > $2
"""
REVOKE = """
UPDATE sessions SET revoked_at = $3 WHERE login_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING id
"""
REVOKE_BY_SECRET = "UPDATE sessions SET revoked_at = $2 WHERE digest = $1 AND revoked_at IS NULL"
REVOKE_OTHERS = """
-- all of a login, or all but one
UPDATE sessions SET revoked_at = $3
 WHERE login_id = $1 AND id IS DISTINCT FROM $2 AND revoked_at IS NULL AND ends_at > $3 RETURNING id
"""

FORGET_SESSIONS = """
DELETE FROM sessions s WHERE s.ends_at < $1
   AND EXISTS (SELECT FROM sessions later WHERE later.login_id = s.login_id AND later.seen_at > s.seen_at)
"""
FORGET_BRAKES = "DELETE FROM sign_in_brakes WHERE last_at < $1"
FORGET_SOURCES = "DELETE FROM login_sources WHERE seen_at < $1"
FORGET_EVENTS = "DELETE FROM login_events WHERE at < $1"
FORGET_LINKS = "DELETE FROM login_links WHERE expires_at < $1"


async def insert_session(
    door: Door,
    session_id: UUID,
    login_id: UUID,
    digest: bytes,
    visitor: Visitor,
    *,
    second_factor_pending: bool,
    account_id: UUID | None,
    company_id: int | None,
    idle_ends_at: datetime,
    ends_at: datetime,
) -> None:
    await door.connection.execute(
        INSERT,
        session_id,
        login_id,
        digest,
        second_factor_pending,
        account_id,
        company_id,
        door.now,
        idle_ends_at,
        ends_at,
        visitor.source,
        visitor.user_agent,
    )


async def choose_account(door: Door, session_id: UUID, account_id: UUID) -> None:
    await door.connection.execute(CHOOSE_ACCOUNT, session_id, account_id)


async def choose_company(door: Door, session_id: UUID, company_id: int | None) -> None:
    await door.connection.execute(CHOOSE_COMPANY, session_id, company_id)


async def note_seen(door: Door, session_id: UUID, idle_ends_at: datetime) -> None:
    """A session that has ended meanwhile stays ended."""
    await door.connection.execute(SEEN, session_id, door.now, idle_ends_at)


async def revoke_session(door: Door, login_id: UUID, session_id: UUID) -> bool:
    """Whether the login had such a session that was live."""
    return await door.connection.fetchval(REVOKE, login_id, session_id, door.now) is not None


async def revoke_by_secret(door: Door, digest: bytes) -> None:
    """The session that a browser had before, whosever it was."""
    await door.connection.execute(REVOKE_BY_SECRET, digest, door.now)


async def revoke_sessions(door: Door, login_id: UUID, *, but: UUID | None = None) -> int:
    """How many there were."""
    return len(await door.connection.fetch(REVOKE_OTHERS, login_id, but, door.now))


async def forget_old(door: Door, *, sessions: datetime, brakes: datetime, sources: datetime, events: datetime) -> None:
    """What is older than these instants; a login's last session stays, since it says which account was chosen last."""
    await door.connection.execute(FORGET_SESSIONS, sessions)
    await door.connection.execute(FORGET_BRAKES, brakes)
    await door.connection.execute(FORGET_SOURCES, sources)
    await door.connection.execute(FORGET_EVENTS, events)
    await door.connection.execute(FORGET_LINKS, door.now)
