"""Jobs that were given up after their tries, and trying them again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from payables.platform import queue
from payables.platform.db import Database

log = structlog.get_logger("operator")

MOST = 200


@dataclass(frozen=True, slots=True)
class HeldJob:
    """`failure` is the kind of the exception; what it said stands in the worker's log, since it may name what is confidential."""

    id: int
    job: str
    created_at: datetime
    failed_at: datetime
    failure: str


async def held_jobs(database: Database) -> list[HeldJob]:
    """The latest first, 200 at most."""
    async with database.operator() as connection:
        return [_shown(row) for row in await queue.held_jobs(connection, MOST)]


async def try_again(database: Database, ids: list[int], who: str) -> int:
    """How many of them were still held; they wait like new ones now. `who` stands in the log."""
    async with database.operator() as connection:
        count = await queue.try_again(connection, ids)
    log.info("held jobs tried again", count=count, operator=who)
    return count


def _shown(row: Any) -> HeldJob:
    failure: Any = row["failure"] or {}
    kind = str(failure.get("exception_type") or "") if isinstance(failure, dict) else ""
    return HeldJob(row["id"], row["job"], row["created_at"], row["failed_at"], kind)
