"""Invoices are put away: nobody is kept back because of them any more."""

from collections.abc import Sequence
from uuid import UUID

from payables.duplicates import store
from payables.platform.db import Transaction


async def leave(tx: Transaction, invoices: Sequence[UUID]) -> list[UUID]:
    """Closes their pairs; returns the other invoices that stayed back because of one of them. The caller holds the
    locks of their rows."""
    if not invoices:
        return []
    await store.lock_keys(tx, invoices)
    gone = set(invoices)
    return sorted({later for later in await store.leave(tx, invoices) if later not in gone})
