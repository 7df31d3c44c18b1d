"""A person wants new recovery codes."""

from payables.access.actions.make_recovery_codes import make_recovery_codes
from payables.access.actions.prove_password import prove_password
from payables.access.model import Mint
from payables.access.model.people import LoginAction, Session, Visitor
from payables.access.queries.door import at_the_door
from payables.access.store import logins
from payables.platform.db import Database


async def renew_recovery_codes(
    database: Database, mint: Mint, session: Session, *, password: str, visitor: Visitor
) -> list[str]:
    """Told once; the older ones stop working. Raises WrongOwnPassword and TooManyAttempts."""
    await prove_password(database, mint, session, password, visitor)
    async with at_the_door(database) as door:
        await logins.note(door, session.login_id, LoginAction.RECOVERY_CODES_MADE, visitor)
        return await make_recovery_codes(door, mint, session.login_id)
