"""Writes of logins, through the door."""

from typing import Any
from uuid import UUID

from payables.access.model.people import LoginAction, Visitor
from payables.access.queries.door import Door

INSERT = "INSERT INTO logins (id, email, created_at, updated_at) VALUES ($1, lower($2), $3, $3) ON CONFLICT DO NOTHING"
OF_EMAIL = "SELECT id FROM logins WHERE email = lower($1)"
SET_PASSWORD = """
-- what was offered to whoever knew the former one is over
UPDATE logins SET password_hash = $2, password_changed_at = $3, totp_offered = NULL, updated_at = $3 WHERE id = $1
"""
SET_OPERATOR = "UPDATE logins SET is_operator = $2, updated_at = $3 WHERE id = $1 AND is_operator <> $2 RETURNING id"
LOCK_OPERATORS = (
    "SELECT id, password_hash IS NOT NULL AS can_sign_in FROM logins WHERE is_operator ORDER BY id FOR UPDATE"
)
OFFER_TOTP = "UPDATE logins SET totp_offered = $2, updated_at = $3 WHERE id = $1"
SWITCH_ON_TOTP = """
UPDATE logins SET totp_secret = $2, totp_offered = NULL, totp_since = $4, totp_last_step = $3, updated_at = $4
 WHERE id = $1
"""
SWITCH_OFF_TOTP = """
UPDATE logins SET totp_secret = NULL, totp_offered = NULL, totp_since = NULL, totp_last_step = NULL, updated_at = $2
 WHERE id = $1
"""
USE_STEP = "UPDATE logins SET totp_last_step = $2 WHERE id = $1"

FORGET_CODES = "DELETE FROM recovery_codes WHERE login_id = $1"
INSERT_CODES = "INSERT INTO recovery_codes (login_id, digest) SELECT $1, unnest($2::bytea[])"
USE_CODE = """
UPDATE recovery_codes SET used_at = $3 WHERE login_id = $1 AND digest = $2 AND used_at IS NULL RETURNING login_id
"""

PUT_LINK = """
INSERT INTO login_links (login_id, digest, created_at, expires_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (login_id) DO UPDATE SET digest = $2, created_at = $3, expires_at = $4
"""
TAKE_LINK = "DELETE FROM login_links WHERE digest = $1 AND expires_at > $2 RETURNING login_id"
FORGET_LINK = "DELETE FROM login_links WHERE login_id = $1"

NOTE_EVENT = """
INSERT INTO login_events (id, at, login_id, action, source, user_agent, details) VALUES ($1, $2, $3, $4, $5, $6, $7)
"""
NOTE_FAILURE = """
-- nothing for an address without a login, by the same way
INSERT INTO login_events (id, at, login_id, action, source, user_agent)
SELECT $1, $2, l.id, $4, $5, $6 FROM logins l WHERE l.email = lower($3)
"""
NOTE_SOURCE = """
INSERT INTO login_sources (login_id, source, seen_at) VALUES ($1, $2, $3)
ON CONFLICT (login_id, source) DO UPDATE SET seen_at = $3
"""


async def login_of(door: Door, email: str) -> UUID:
    """The login of this address, which is made if there is none yet, without a password."""
    await door.connection.execute(INSERT, door.new_id(), email, door.now)
    return await door.connection.fetchval(OF_EMAIL, email)


async def set_password(door: Door, login_id: UUID, password_hash: str) -> None:
    await door.connection.execute(SET_PASSWORD, login_id, password_hash, door.now)


async def set_operator(door: Door, login_id: UUID, *, is_operator: bool) -> bool:
    """Whether that changed anything."""
    return await door.connection.fetchval(SET_OPERATOR, login_id, is_operator, door.now) is not None


async def lock_operators(door: Door) -> list[UUID]:
    """Those who can sign in. Nobody else takes it from one of them until the transaction ends."""
    return [row["id"] for row in await door.connection.fetch(LOCK_OPERATORS) if row["can_sign_in"]]


async def offer_totp(door: Door, login_id: UUID, sealed: bytes) -> None:
    await door.connection.execute(OFFER_TOTP, login_id, sealed, door.now)


async def switch_on_totp(door: Door, login_id: UUID, sealed: bytes, step: int) -> None:
    """`step` is that of the code which was shown."""
    await door.connection.execute(SWITCH_ON_TOTP, login_id, sealed, step, door.now)


async def switch_off_totp(door: Door, login_id: UUID) -> None:
    await door.connection.execute(SWITCH_OFF_TOTP, login_id, door.now)
    await door.connection.execute(FORGET_CODES, login_id)


async def use_step(door: Door, login_id: UUID, step: int) -> None:
    await door.connection.execute(USE_STEP, login_id, step)


async def replace_recovery_codes(door: Door, login_id: UUID, digests: list[bytes]) -> None:
    await door.connection.execute(FORGET_CODES, login_id)
    await door.connection.execute(INSERT_CODES, login_id, digests)


async def use_recovery_code(door: Door, login_id: UUID, digest: bytes) -> bool:
    """Whether there was such a code that was not used yet."""
    return await door.connection.fetchval(USE_CODE, login_id, digest, door.now) is not None


async def put_link(door: Door, login_id: UUID, digest: bytes, expires_at: Any) -> None:
    """In place of an earlier one."""
    await door.connection.execute(PUT_LINK, login_id, digest, door.now, expires_at)


async def take_link(door: Door, digest: bytes) -> UUID | None:
    """The login whose live link this was; it is used up."""
    return await door.connection.fetchval(TAKE_LINK, digest, door.now)


async def forget_link(door: Door, login_id: UUID) -> None:
    await door.connection.execute(FORGET_LINK, login_id)


async def note(
    door: Door, login_id: UUID, action: LoginAction, visitor: Visitor, details: dict[str, Any] | None = None
) -> None:
    """Write down what happened to a login."""
    await door.connection.execute(
        NOTE_EVENT, door.new_id(), door.now, login_id, action, visitor.source, visitor.user_agent, details
    )


async def note_failure(door: Door, email: str, visitor: Visitor) -> None:
    """Of a sign-in with this address, if it has a login."""
    action = LoginAction.SIGN_IN_FAILED
    await door.connection.execute(
        NOTE_FAILURE, door.new_id(), door.now, email, action, visitor.source, visitor.user_agent
    )


async def note_source(door: Door, login_id: UUID, source: bytes) -> None:
    """From where a login has signed in."""
    await door.connection.execute(NOTE_SOURCE, login_id, source, door.now)
