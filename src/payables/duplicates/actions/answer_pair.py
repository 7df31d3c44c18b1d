"""Somebody has looked at two invoices: both are kept, or they are no duplicates."""

from payables.duplicates import store
from payables.duplicates.errors import PairClosed
from payables.duplicates.model import Pair, PairStatus
from payables.platform.db import Transaction


async def answer_pair(tx: Transaction, pair: Pair, status: PairStatus, *, by: int | None, comment: str | None) -> None:
    """The pair does not rise again unless one of the two changes in what is compared. The caller holds the locks of
    both invoices. Raises PairClosed."""
    if pair.status is not PairStatus.OPEN:
        raise PairClosed(status=pair.status.replace("_", " "))
    await store.close_pairs(tx, [pair], status, by=by, comment=comment)
