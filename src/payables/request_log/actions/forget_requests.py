"""Delete rows that have served their time."""

from datetime import datetime
from typing import Any

from payables.request_log import store


async def forget_requests(connection: Any, before: datetime) -> None:
    """Of all accounts. Needs an operator's connection."""
    await store.forget(connection, before)
