"""Somebody takes back that two invoices are two: the question is open again."""

from payables.duplicates import store
from payables.duplicates.errors import PairNotAnswered
from payables.duplicates.model import ANSWERED, Pair
from payables.platform.db import Transaction


async def reopen_pair(tx: Transaction, pair: Pair) -> None:
    """The caller holds the locks of both invoices. Raises PairNotAnswered."""
    if pair.status not in ANSWERED:
        raise PairNotAnswered(status=pair.status.replace("_", " "))
    await store.reopen_pair(tx, pair)
