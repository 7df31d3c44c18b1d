"""Switch on the second factor: a secret is offered, and counts when the person has shown a code of it (rules/totp_offer.py)."""

from datetime import datetime
from typing import Any

from payables.access.actions.make_recovery_codes import make_recovery_codes
from payables.access.actions.prove_password import prove_password
from payables.access.actions.tell_accounts import tell_accounts
from payables.access.errors import NothingOffered, SecondFactorIsOn, WrongNewCode
from payables.access.model import Mint
from payables.access.model.people import LoginAction, OfferedTotp, Session, Visitor
from payables.access.queries import logins as queries
from payables.access.queries.door import at_the_door, opened
from payables.access.rules import totp
from payables.access.rules.sealed import seal, unseal
from payables.access.rules.totp_offer import live_secret, packed
from payables.access.store import logins, sessions
from payables.platform.db import Database


async def offer_totp(
    database: Database, mint: Mint, session: Session, *, password: str, visitor: Visitor
) -> OfferedTotp:
    """One that is on goes on counting until the new one is confirmed. Raises WrongOwnPassword and TooManyAttempts."""
    await prove_password(database, mint, session, password, visitor)
    secret = totp.make_secret()
    async with at_the_door(database) as door:
        offer = packed(secret, session.id, door.now)
        await logins.offer_totp(door, session.login_id, seal(offer, session.login_id, mint.secret_key))
    return _shown(secret, mint, session)


async def offered_totp(database: Database, connection: Any, mint: Mint, session: Session) -> OfferedTotp | None:
    """What this session was offered minutes ago and has not confirmed yet, to be shown again. In the page's own transaction."""
    async with opened(database, connection) as door:
        offered = await queries.offered_totp(connection, session.login_id)
    secret = _live(offered, mint, session, door.now)
    return _shown(secret, mint, session) if secret else None


def _live(offered: bytes | None, mint: Mint, session: Session, now: datetime) -> bytes | None:
    offer = unseal(offered, session.login_id, mint.secret_key) if offered else None
    return live_secret(offer, session.id, now) if offer else None


def _shown(secret: bytes, mint: Mint, session: Session) -> OfferedTotp:
    issuer = "Payables" if mint.env == "production" else f"Payables {mint.env}"
    return OfferedTotp(totp.readable(secret), totp.address(secret, session.email, issuer))


async def switch_on_totp(database: Database, mint: Mint, session: Session, *, code: str, visitor: Visitor) -> list[str]:
    """The recovery codes, told once. Other sessions of the login end: they showed no second factor.

    Raises SecondFactorIsOn where nothing waits and the code is of the one that is on: it was sent twice; NothingOffered, and
    WrongNewCode.
    """
    async with at_the_door(database) as door:
        login = await queries.for_update(door.connection, session.login_id)
        secret = _live(login["totp_offered"], mint, session, door.now)
        if secret is None:
            raise SecondFactorIsOn if _is_on(login, mint, code, door.now) else NothingOffered
        step = totp.matching_step(secret, code, door.now, None)
        if step is None:
            raise WrongNewCode
        await logins.switch_on_totp(door, session.login_id, seal(secret, session.login_id, mint.secret_key), step)
        await sessions.revoke_sessions(door, session.login_id, but=session.id)
        await logins.note(door, session.login_id, LoginAction.TOTP_ON, visitor)
        await tell_accounts(door, session.login_id, "person.second_factor_on", visitor)
        return await make_recovery_codes(door, mint, session.login_id)


def _is_on(login: Any, mint: Mint, code: str, now: datetime) -> bool:
    """Whether this is a code of the second factor that is on."""
    secret = unseal(login["totp_secret"], login["id"], mint.secret_key) if login["totp_secret"] else None
    return secret is not None and totp.matching_step(secret, code, now, None) is not None
