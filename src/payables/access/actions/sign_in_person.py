"""A person signs in with e-mail address and password."""

from typing import Any

from payables.access.actions.begin_session import begin_session
from payables.access.actions.check_password import check_password
from payables.access.actions.count_attempt import count_attempt, marks_of, source_mark
from payables.access.errors import WrongPassword
from payables.access.model import Mint
from payables.access.model.people import NewSession, Visitor
from payables.access.queries import logins as queries
from payables.access.queries.door import at_the_door
from payables.access.rules.brakes import Brake
from payables.access.rules.typed import email_of
from payables.access.store import brakes, logins
from payables.platform.db import Database

NO_ADDRESS = "nobody"


async def sign_in_person(
    database: Database, mint: Mint, *, email: str, password: str, visitor: Visitor, instead_of: str | None = None
) -> NewSession:
    """In transactions of its own, with none open while the password is hashed: the caller holds no connection.

    An unknown address takes the same way as a known one. `instead_of`: the session that the browser had; it ends.
    Raises WrongPassword, TooManyAttempts and SignInBusy; failures are on record then.
    """
    address = email_of(email) or NO_ADDRESS
    source = source_mark(mint, visitor.source)
    async with at_the_door(database) as door:
        found = await queries.to_check(door.connection, address, source[1])
        marks = marks_of(mint, address, visitor.source, known=found is not None and found["known"])
        await count_attempt(door, marks)
    stored = found["password_hash"] if found else None
    opened = None
    right = await check_password(stored, password)
    async with at_the_door(database) as door:
        if right and found and await _is_still(door.connection, found):
            opened = await begin_session(
                door, mint, found["id"], visitor, has_totp=found["has_totp"], instead_of=instead_of
            )
            for brake, who in marks:
                await brakes.forgive(door, brake, who)
        else:
            await logins.note_failure(door, address, visitor)
            await brakes.touch(door, Brake.SOURCE, source[1])
    if opened is None:
        raise WrongPassword
    return opened


async def _is_still(connection: Any, found: Any) -> bool:
    """A password that was changed while it was checked opens nothing."""
    now = await queries.for_update(connection, found["id"])
    return now["password_hash"] == found["password_hash"] and (now["totp_secret"] is not None) == found["has_totp"]
