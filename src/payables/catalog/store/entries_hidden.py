"""Writes of which entries are hidden."""

from payables.platform.db import Transaction

HIDE = """
UPDATE catalog_entries SET hidden_at = $3, hidden_by = $4, version = version + 1, updated_at = $5, updated_by = $4
 WHERE account_id = $1 AND id = $2
"""


async def set_hidden(tx: Transaction, entry: int, hidden: bool) -> None:
    """A new version of the entry. The caller holds its lock."""
    await tx.execute(HIDE, tx.account_id, entry, tx.now if hidden else None, tx.actor.user_id, tx.now)
