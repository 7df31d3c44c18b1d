"""Delete rows that have served their time."""

from datetime import datetime, timedelta

from payables.platform.db import Database
from payables.request_log import store

STRETCH = timedelta(hours=1)
PORTION = 20_000  # rows of one transaction: far less than what a statement has time for


async def forget_requests(database: Database, before: datetime) -> None:
    """Of all accounts. In portions, each for good: however much has gathered, the next run has less to do."""
    while await _forget_stretch(database, before):
        pass
    async with database.operator() as connection:
        await store.forget_gaps(connection, before)


async def _forget_stretch(database: Database, before: datetime) -> bool:
    """Of the oldest hour that has rows; False where none is left."""
    async with database.operator() as connection:
        oldest = await store.oldest(connection)
    if oldest is None or oldest >= before:
        return False
    gone = PORTION
    while gone == PORTION:
        async with database.operator() as connection:
            gone = await store.forget(connection, oldest, min(oldest + STRETCH, before), PORTION)
    return True
