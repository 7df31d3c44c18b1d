"""People as sentences name them."""

from collections.abc import Sequence

from payables.access import queries as access
from payables.platform.db import Transaction


async def names(tx: Transaction, ids: Sequence[int], word: str) -> str:
    """In this order: "Ada Marsh, Bo Lind or Di Fay"."""
    users = await access.users(tx, list(ids))
    found = [users[id].display_name for id in ids if id in users]
    return f" {word} ".join(filter(None, [", ".join(found[:-1]), found[-1]])) if found else "somebody"
