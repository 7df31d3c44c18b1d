"""What a person sees of their own sign-in: password and second factor, where they are signed in, and what happened last."""

from dataclasses import dataclass
from typing import Any

from payables.access.model.people import OpenSession, OwnLogin, Session, ShownEvent
from payables.access.queries import logins, sessions
from payables.access.queries.door import opened
from payables.platform.db import Database


@dataclass(frozen=True, slots=True)
class OwnSignIn:
    """Of the login that a session belongs to."""

    own: OwnLogin
    sessions: list[OpenSession]
    events: list[ShownEvent]


async def read_own_sign_in(database: Database, connection: Any, session: Session, *, events: int) -> OwnSignIn:
    """`events`: how many of the newest."""
    async with opened(database, connection) as door:
        return OwnSignIn(
            await logins.own_login(connection, session.login_id),
            await sessions.open_sessions(connection, session.login_id, door.now),
            await logins.events(connection, session.login_id, events),
        )
