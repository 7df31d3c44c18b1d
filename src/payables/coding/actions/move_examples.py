"""What an invoice taught belongs to its vendor and location: it goes with them."""

from uuid import UUID

from payables.coding.model import Place
from payables.coding.store import examples as store
from payables.platform.db import Transaction


async def move_examples(tx: Transaction, place: Place, invoice: UUID) -> None:
    """The invoice stands at another place now."""
    await store.move(tx, place, invoice)
