"""Set a password with a one-time link."""

from uuid import UUID

from payables.access.actions.begin_session import begin_session
from payables.access.actions.hash_password import hash_password
from payables.access.actions.read_link import read_link
from payables.access.actions.tell_accounts import tell_accounts
from payables.access.errors import LinkEnded
from payables.access.model import Mint
from payables.access.model.people import LoginAction, NewSession, Visitor
from payables.access.queries import logins as queries
from payables.access.queries.door import Door, at_the_door
from payables.access.rules.passwords import fault_of
from payables.access.store import logins, sessions
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.db import Database


async def set_password(
    database: Database, mint: Mint, *, link: str, password: str, visitor: Visitor, instead_of: str | None = None
) -> NewSession:
    """Signs the person in, and out everywhere else; a second factor stays, and is owed. In transactions of its own.

    `instead_of`: the session that the browser had; it ends. Raises LinkEnded and InvalidFields; a link whose password was
    refused can be used again.
    """
    async with at_the_door(database) as door:
        email = await read_link(door, mint, link)
    check_new(password, email)
    hashed = await hash_password(password)
    async with at_the_door(database) as door:
        login_id = await logins.take_link(door, mint.digest(link))
        if login_id is None:
            raise LinkEnded
        login = await queries.for_update(door.connection, login_id)
        await replace(door, login_id, hashed, LoginAction.PASSWORD_SET, visitor)
        has_totp = login["totp_secret"] is not None
        return await begin_session(door, mint, login_id, visitor, has_totp=has_totp, instead_of=instead_of)


def check_new(password: str, email: str) -> None:
    """Raises InvalidFields."""
    if fault := fault_of(password, email):
        raise InvalidFields([FieldError("password", fault, "weak_password")])


async def replace(door: Door, login_id: UUID, hashed: str, action: LoginAction, visitor: Visitor) -> None:
    """Ends all sessions of the login, and a link that was still open."""
    await logins.set_password(door, login_id, hashed)
    await logins.forget_link(door, login_id)
    await sessions.revoke_sessions(door, login_id)
    await logins.note(door, login_id, action, visitor)
    await tell_accounts(door, login_id, f"person.{action}", visitor)
