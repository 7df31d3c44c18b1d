"""Delete what has served its time at the door."""

from datetime import datetime, timedelta

from payables.access.queries.door import at_the_door
from payables.access.rules.brakes import FORGOTTEN_AFTER
from payables.access.store.sessions import forget_old
from payables.platform.db import Database

SESSIONS_KEPT = timedelta(days=30)  # after their end: whose a form was that was sent too late
SOURCES_KEPT = timedelta(days=180)
EVENTS_KEPT = timedelta(days=730)


async def forget_sign_ins(database: Database) -> None:
    """Sessions, brakes, addresses and events of long ago, and links that have ended."""
    async with at_the_door(database) as door:
        await forget_old(door, **_ends(door.now))


def _ends(now: datetime) -> dict[str, datetime]:
    return {
        "sessions": now - SESSIONS_KEPT,
        "brakes": now - FORGOTTEN_AFTER,
        "sources": now - SOURCES_KEPT,
        "events": now - EVENTS_KEPT,
    }
