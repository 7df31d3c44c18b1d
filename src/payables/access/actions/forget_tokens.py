"""Delete tokens that have expired."""

from datetime import datetime
from typing import Any

from payables.access import store


async def forget_tokens(connection: Any, expired_before: datetime) -> None:
    """Of all accounts. Needs an operator's connection."""
    await connection.execute(store.FORGET_TOKENS, expired_before)
