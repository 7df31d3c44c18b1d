"""Forget steps that nobody undoes any more: most of their subjects have left long since."""

from datetime import datetime

from payables.approvals.store import steps
from payables.platform.db import Database

PORTION = 5_000  # rows of one transaction; each has a whole chain


async def forget_steps(database: Database, before: datetime) -> None:
    """Of all accounts, those that were made before then."""
    gone = PORTION
    while gone == PORTION:
        async with database.operator() as connection:
            gone = await steps.forget_old(connection, before, PORTION)
