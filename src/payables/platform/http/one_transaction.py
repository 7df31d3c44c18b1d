"""One request is one transaction: committed when its answer says so, rolled back by anything else."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar

import asyncpg
import structlog

from payables.platform.db import RETRYABLE, Database

log = structlog.get_logger("http")

ATTEMPTS = 3


class Outcome(Protocol):
    """An answer that says whether what was done for it stays."""

    @property
    def succeeded(self) -> bool: ...


Told = TypeVar("Told", bound=Outcome)
T = TypeVar("T")


async def with_retries(work: Callable[[], Awaitable[T]]) -> T:
    """Again when the database could not put two transactions in order."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return await work()
        except RETRYABLE:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError


async def in_transaction(database: Database, work: Callable[[Any], Awaitable[Told]], *, writes: bool) -> Told:
    """`work` gets the connection. The outcome is answered after the commit."""
    async with database.pool.acquire() as connection:
        transaction = connection.transaction(readonly=not writes)
        await transaction.start()
        try:
            answer = await work(connection)
        except BaseException:
            await _rollback(transaction)
            raise
        if answer.succeeded:
            await _commit(transaction)
        else:
            await transaction.rollback()
        return answer


async def _commit(transaction: Any) -> None:
    """To its end: a commit that is given up half-way would leave nobody knowing whether it happened."""
    committing = asyncio.ensure_future(transaction.commit())
    try:
        await asyncio.shield(committing)
    except asyncio.CancelledError:
        await committing


async def _rollback(transaction: Any) -> None:
    """Best effort: the connection may be what failed."""
    try:
        await asyncio.shield(transaction.rollback())
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        log.debug("rollback on a lost connection")
