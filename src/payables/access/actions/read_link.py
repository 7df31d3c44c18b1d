"""Whose password does this one-time link set? Looking at it does not use it up: mail programs look at links too."""

from typing import Any

from payables.access.errors import LinkEnded
from payables.access.model import Mint
from payables.access.queries import logins
from payables.access.queries.door import Door, opened
from payables.access.rules import secrets
from payables.platform.db import Database


async def whose_link(database: Database, connection: Any, mint: Mint, link: str) -> str:
    """The same for a page, which holds no door. Raises LinkEnded."""
    async with opened(database, connection) as door:
        return await read_link(door, mint, link)


async def read_link(door: Door, mint: Mint, link: str) -> str:
    """The e-mail address. Raises LinkEnded."""
    label = secrets.read_label(link)
    if label is None or label.kind != "link" or label.env != mint.env:
        raise LinkEnded
    found = await logins.live_link(door.connection, mint.digest(link), door.now)
    if found is None:
        raise LinkEnded
    return found["email"]
