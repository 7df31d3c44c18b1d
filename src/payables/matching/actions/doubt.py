"""What was found of invoices is not gone by until they have been matched again."""

from collections.abc import Sequence
from uuid import UUID

from payables.matching.store import doubt as store
from payables.platform.db import Transaction


async def doubt(tx: Transaction, invoices: Sequence[UUID]) -> list[UUID]:
    """Those of them that have been matched at all: the caller, who holds their locks, has them looked at again."""
    return await store.doubt(tx, invoices) if invoices else []
