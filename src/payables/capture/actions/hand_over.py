"""Put a taken file back among the waiting ones, with a job for it."""

from payables.capture.model import JOB_NAMES, Lane, Taken
from payables.capture.store import turns as store
from payables.platform.db import Transaction
from payables.platform.queue import enqueue


async def hand_over(tx: Transaction, taken: Taken, lane: Lane) -> None:
    """To the lane that shall read it; this attempt does not count. Nothing happens if the file is no longer ours."""
    if await store.give_back(tx, taken, lane):
        enqueue(tx, JOB_NAMES[lane], {})
