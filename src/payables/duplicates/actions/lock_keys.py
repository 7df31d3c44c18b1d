"""Keep out whoever enters, changes or puts away an invoice that could be like one of these."""

from collections.abc import Sequence

from payables.duplicates import store
from payables.duplicates.model import Compared
from payables.duplicates.rules.keys import keys_of
from payables.platform.db import Transaction


async def lock_keys(tx: Transaction, compared: Sequence[Compared]) -> None:
    """Until the transaction ends, in one statement; whoever has begun to is waited for. For invoices as they are about to
    be, known or not yet entered: what a known one was found by until now is locked as well.

    To be called once, after the rows of all these invoices are locked and before anything is written.
    """
    if compared:
        keys = [key for one in compared for key in keys_of(one).locks]
        await store.lock_keys(tx, [one.invoice for one in compared], keys)
