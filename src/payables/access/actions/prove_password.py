"""Whoever changes how they sign in types their password once more: an open browser is not enough."""

from payables.access.actions.check_password import check_password
from payables.access.actions.count_attempt import count_attempt, marks_of, source_mark
from payables.access.errors import WrongOwnPassword
from payables.access.model import Mint
from payables.access.model.people import LoginAction, Session, Visitor
from payables.access.queries import logins as queries
from payables.access.queries.door import at_the_door
from payables.access.store import brakes, logins
from payables.platform.db import Database


async def prove_password(database: Database, mint: Mint, session: Session, password: str, visitor: Visitor) -> str:
    """The hash that the password was held against, so that what follows can see that it is still the same.

    Raises WrongOwnPassword and TooManyAttempts, counted like sign-ins; failures are on record then.
    """
    async with at_the_door(database) as door:
        source = source_mark(mint, visitor.source)[1]
        found = await queries.to_check(door.connection, session.email, source)
        marks = marks_of(mint, session.email, visitor.source, known=found is not None and found["known"])
        await count_attempt(door, marks)
    stored = found["password_hash"] if found else None
    right = await check_password(stored, password)
    async with at_the_door(database) as door:
        if right:
            for brake, who in marks:
                await brakes.forgive(door, brake, who)
        else:
            await logins.note(door, session.login_id, LoginAction.PASSWORD_CHECK_FAILED, visitor)
    if stored is None or not right:
        raise WrongOwnPassword
    return stored
