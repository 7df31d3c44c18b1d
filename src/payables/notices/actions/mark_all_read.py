"""A person has read many of their notices."""

from uuid import UUID

from payables.notices import store
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def mark_all_read(tx: Transaction, caller: Caller, notices: list[UUID]) -> int:
    """How many of these were the caller's own and unread; what is somebody else's, or is not there, is passed over."""
    return await store.mark_all_read(tx, caller.user_id, notices)
