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


@dataclass(frozen=True, slots=True)
class TriedAgain:
    """How many jobs wait like new ones now, and of the others, which were not held any more, what they are: `waits`, `runs` or
    `done`."""

    count: int
    left: list[tuple[int, str]]


_LEFT = {"queued": "waits", "picked": "runs"}


async def held_jobs(database: Database) -> list[HeldJob]:
    """The latest first, 200 at most."""
    async with database.operator() as connection:
        return [_shown(row) for row in await queue.held_jobs(connection, MOST)]


async def try_again(database: Database, ids: list[int], who: str) -> TriedAgain:
    """Those of them that were still held; nothing else is changed. `who` stands in the log."""
    async with database.operator() as connection:
        were = await queue.try_again(connection, ids)
    held = [id for id in were if were[id] == "failed"]
    log.info("held jobs tried again", count=len(held), operator=who)
    left = [(id, _LEFT.get(were.get(id, ""), "done")) for id in dict.fromkeys(ids) if id not in held]
    return TriedAgain(len(held), left)


def _shown(row: Any) -> HeldJob:
    failure: Any = row["failure"] or {}
    kind = str(failure.get("exception_type") or "") if isinstance(failure, dict) else ""
    return HeldJob(row["id"], row["job"], row["created_at"], row["failed_at"], kind)
