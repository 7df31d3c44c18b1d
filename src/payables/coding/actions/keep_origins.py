"""Write down where the values on an invoice came from."""

from collections.abc import Mapping
from uuid import UUID

from payables.coding.model import Origin
from payables.coding.store import origins as store
from payables.platform.db import Transaction


async def keep_origins(tx: Transaction, invoice: UUID, origins: Mapping[int, Mapping[str, Origin]]) -> None:
    """Line (0 is the header) -> type -> origin. The caller holds the invoice's lock, or has just made it."""
    await store.keep(tx, invoice, origins)
