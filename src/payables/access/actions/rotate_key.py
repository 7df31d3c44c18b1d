"""Replace an API key; the old one goes on for a while, so that nobody has to stop."""

from datetime import timedelta
from uuid import UUID

from payables.access import queries, store
from payables.access.actions.issue_credentials import issue_key
from payables.access.errors import NoSuchCredential
from payables.access.model import IssuedKey, Mint
from payables.audit.actions.record import record
from payables.platform.db import Transaction


async def rotate_key(tx: Transaction, mint: Mint, key_id: UUID, overlap: timedelta) -> IssuedKey:
    """The old key ends with the overlap; other keys of the account stay. Raises NoSuchCredential."""
    old = await queries.live_key(tx, key_id)
    if old is None:
        raise NoSuchCredential(id=key_id)
    ends = tx.now + overlap
    await store.end_key(tx, key_id, ends)
    record(tx, "api_key.rotated", "api_key", key_id, after={"ends": ends.isoformat()})
    return await issue_key(tx, mint, old["label"])
