"""Remember that a session is in use, once a minute: a page more is no write more."""

from payables.access.model.people import IDLE_END, SEEN_EVERY, Session
from payables.access.queries.door import at_the_door
from payables.access.store import sessions
from payables.platform.db import Database


async def note_seen(database: Database, session: Session) -> None:
    """In a transaction of its own, after the page was answered. Never beyond the session's longest time."""
    now = database.clock.now()
    if now - session.seen_at < SEEN_EVERY:
        return
    async with at_the_door(database) as door:
        await sessions.note_seen(door, session.id, min(now + IDLE_END, session.ends_at))
