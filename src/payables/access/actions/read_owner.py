"""Whose session was this, although it has ended?"""

from payables.access.model import Mint
from payables.access.queries import sessions
from payables.access.queries.door import at_the_door
from payables.platform.db import Database


async def read_owner(database: Database, mint: Mint, secret: str | None) -> str | None:
    """The e-mail address; None for what never was a session, or one that is forgotten."""
    if not secret:
        return None
    async with at_the_door(database) as door:
        return await sessions.owner(door.connection, mint.digest(secret))
