"""A person has read a notice."""

from uuid import UUID

from payables.kit.errors import NotFound
from payables.notices import queries, store
from payables.notices.model import Notice
from payables.notices.rules.readers import may_read_for
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def mark_read(tx: Transaction, caller: Caller, notice_id: UUID | None) -> Notice:
    """The notice as it is now; reading it again changes nothing. What is not yours does not exist. Raises NotFound."""
    found = await queries.one(tx, caller.scope, notice_id) if notice_id else None
    if found is None or not may_read_for(caller, found.user_id):
        raise NotFound(what="notice")
    await store.mark_read(tx, found.id)
    changed = await queries.one(tx, caller.scope, found.id)
    assert changed is not None
    return changed
