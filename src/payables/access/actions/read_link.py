"""Whose password does this one-time link set? Looking at it does not use it up: mail programs look at links too."""

from payables.access.errors import LinkEnded
from payables.access.model import Mint
from payables.access.queries import logins
from payables.access.queries.door import Door
from payables.access.rules import secrets


async def read_link(door: Door, mint: Mint, link: str) -> str:
    """The e-mail address. Raises LinkEnded."""
    label = secrets.read_label(link)
    if label is None or label.kind != "link" or label.env != mint.env:
        raise LinkEnded
    found = await logins.live_link(door.connection, mint.digest(link), door.now)
    if found is None:
        raise LinkEnded
    return found["email"]
