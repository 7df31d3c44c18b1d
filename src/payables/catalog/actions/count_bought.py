"""Say whether the lines of invoices count as purchases."""

from collections.abc import Sequence
from uuid import UUID

from payables.catalog.store import items as store
from payables.platform.db import Transaction


async def count_bought(tx: Transaction, invoices: Sequence[UUID], bought: bool) -> None:
    """What was archived does not; one statement, however many there are. The caller holds their locks."""
    await store.set_bought(tx, invoices, bought)
