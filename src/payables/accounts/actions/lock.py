"""Keep others from provisioning an account at the same time."""

from payables.accounts import store
from payables.platform.db import Transaction


async def lock(tx: Transaction) -> None:
    """A second run waits here until the first has ended. Nothing happens for an account that does not exist yet."""
    await store.lock_account(tx)
