"""Orders have come or changed, or something of them is free again: who may find another match by that is to be looked at."""

from collections.abc import Collection
from uuid import UUID

from payables.matching.store import stale as store
from payables.platform.db import Transaction

MOST_WITHOUT_ORDER = 200  # invoices of a vendor that wait for an order and are looked at when one comes


async def mark_concerned(tx: Transaction, changed: Collection[UUID], freed: Collection[UUID]) -> None:
    """Beside those that were compared with what `changed`, which are stale since then (purchasing/store/stale.py). Done twice,
    it is only looked at twice."""
    if changed:
        await store.mark_without_order(tx, changed, MOST_WITHOUT_ORDER)
    if freed:
        await store.mark_lacking(tx, freed)
