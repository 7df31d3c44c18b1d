"""A person signs out, or ends other sessions of theirs."""

from typing import Any
from uuid import UUID

from payables.access.model.people import LoginAction, Session, Visitor
from payables.access.queries.door import opened
from payables.access.store import logins, sessions
from payables.platform.db import Database


async def sign_out(database: Database, connection: Any, session: Session, visitor: Visitor) -> None:
    """This session, in the page's own transaction."""
    async with opened(database, connection) as door:
        if await sessions.revoke_session(door, session.login_id, session.id):
            await logins.note(door, session.login_id, LoginAction.SIGNED_OUT, visitor)


async def sign_out_one(
    database: Database, connection: Any, session: Session, session_id: UUID, visitor: Visitor
) -> bool:
    """Another session of the same person; whether there was such a one that was live."""
    async with opened(database, connection) as door:
        found = await sessions.revoke_session(door, session.login_id, session_id)
        if found:
            await logins.note(
                door, session.login_id, LoginAction.SESSION_REVOKED, visitor, {"session": str(session_id)}
            )
        return found


async def sign_out_others(database: Database, connection: Any, session: Session, visitor: Visitor) -> int:
    """All sessions of the person but this one; how many there were."""
    async with opened(database, connection) as door:
        count = await sessions.revoke_sessions(door, session.login_id, but=session.id)
        await logins.note(door, session.login_id, LoginAction.SESSIONS_REVOKED, visitor, {"count": count})
        return count
