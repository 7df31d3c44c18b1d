"""What the operator does for a person who cannot do it: end their sessions, take away a second factor that they have lost."""

from uuid import UUID

from payables.access.actions.switch_off_totp import switch_off
from payables.access.errors import NoSuchLogin
from payables.access.model.people import LoginAction, Visitor
from payables.access.queries import logins as queries
from payables.access.queries.door import Door
from payables.access.rules.typed import email_of
from payables.access.store import logins, sessions


async def find_login(door: Door, email: str) -> UUID:
    """Raises NoSuchLogin."""
    address = email_of(email)
    found = await queries.login_by_email(door.connection, address) if address else None
    if found is None:
        raise NoSuchLogin(email=email)
    return found


async def end_sessions(door: Door, email: str, visitor: Visitor) -> int:
    """All of a login; how many there were. Raises NoSuchLogin."""
    login_id = await find_login(door, email)
    count = await sessions.revoke_sessions(door, login_id)
    await logins.note(door, login_id, LoginAction.SESSIONS_REVOKED, visitor, {"count": count})
    return count


async def take_second_factor(door: Door, email: str, visitor: Visitor) -> None:
    """Whoever has lost the authenticator and the recovery codes signs in with the password alone, and switches it on anew.
    Raises NoSuchLogin."""
    await switch_off(door, await find_login(door, email), visitor)
