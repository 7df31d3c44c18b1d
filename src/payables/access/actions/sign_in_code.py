"""The second factor: a code of the authenticator app, or one of the recovery codes."""

from typing import Any

from payables.access.actions.begin_session import begin_session
from payables.access.actions.count_attempt import count_attempt, marks_of, source_mark
from payables.access.errors import SignInAgain, WrongCode
from payables.access.model import Mint
from payables.access.model.people import LoginAction, NewSession, Visitor
from payables.access.queries import logins as queries
from payables.access.queries.door import Door, at_the_door
from payables.access.queries.sessions import pending_session
from payables.access.rules import recovery_codes, totp
from payables.access.rules.sealed import unseal
from payables.access.store import brakes, logins
from payables.platform.db import Database


async def sign_in_code(database: Database, mint: Mint, *, secret: str, code: str, visitor: Visitor) -> NewSession:
    """`secret`: of the session that owes the code; it ends, and a new one takes its place. In transactions of its own.

    Raises SignInAgain when that has ended, WrongCode and TooManyAttempts; failures are on record then.
    """
    async with at_the_door(database) as door:
        source = source_mark(mint, visitor.source)[1]
        found = await pending_session(door.connection, mint.digest(secret), door.now, source)
        if found is None:
            raise SignInAgain
        marks = marks_of(mint, found["email"], visitor.source, known=found["known"], code=True)
        await count_attempt(door, marks)
    opened = None
    async with at_the_door(database) as door:
        await queries.for_update(door.connection, found["login_id"])
        if await pending_session(door.connection, mint.digest(secret), door.now, source) is None:
            raise SignInAgain  # another attempt was faster, or the password was changed
        if await accept_code(door, mint, found["login_id"], code, visitor):
            opened = await begin_session(door, mint, found["login_id"], visitor, has_totp=False, instead_of=secret)
            for brake, who in marks:
                await brakes.forgive(door, brake, who)
        else:
            await logins.note(door, found["login_id"], LoginAction.CODE_FAILED, visitor)
    if opened is None:
        raise WrongCode
    return opened


async def accept_code(door: Door, mint: Mint, login_id: Any, code: str, visitor: Visitor) -> bool:
    """Uses the code up."""
    login = await queries.for_update(door.connection, login_id)
    if login["totp_secret"] is None:
        return False
    secret = unseal(login["totp_secret"], login_id, mint.secret_key)
    if secret and (step := totp.matching_step(secret, code, door.now, login["totp_last_step"])):
        await logins.use_step(door, login_id, step)
        return True
    return await _accept_recovery_code(door, mint, login_id, code, visitor)


async def _accept_recovery_code(door: Door, mint: Mint, login_id: Any, code: str, visitor: Visitor) -> bool:
    plain = recovery_codes.plain(code)
    if plain is None or not await logins.use_recovery_code(door, login_id, mint.digest(f"recovery {plain}")):
        return False
    await logins.note(door, login_id, LoginAction.RECOVERY_CODE_USED, visitor)
    return True
