"""Switch off the second factor: the person with their password, or the operator for somebody who has lost it."""

from uuid import UUID

from payables.access.actions.prove_password import prove_password
from payables.access.actions.tell_accounts import tell_accounts
from payables.access.model import Mint
from payables.access.model.people import LoginAction, Session, Visitor
from payables.access.queries.door import Door, at_the_door
from payables.access.store import logins
from payables.platform.db import Database


async def switch_off_totp(database: Database, mint: Mint, session: Session, *, password: str, visitor: Visitor) -> None:
    """Recovery codes go with it. Raises WrongOwnPassword and TooManyAttempts."""
    await prove_password(database, mint, session, password, visitor)
    async with at_the_door(database) as door:
        await switch_off(door, session.login_id, visitor)


async def switch_off(door: Door, login_id: UUID, visitor: Visitor) -> None:
    await logins.switch_off_totp(door, login_id)
    await logins.note(door, login_id, LoginAction.TOTP_OFF, visitor)
    await tell_accounts(door, login_id, "person.second_factor_off", visitor)
