"""The door: logins, links and sessions belong to no account, and no statement of an account sees them."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from payables.kit.ids import uuid7
from payables.platform.db import Database
from payables.platform.numbers import Numbers

SET_DOOR = "SELECT set_config('payables.door', $1, true)"


@dataclass(frozen=True, slots=True)
class Door:
    """A connection in a transaction that sees logins and sessions, and the instant at which it all happens."""

    connection: Any
    now: datetime
    numbers: Numbers

    def new_id(self) -> UUID:
        return uuid7(int(self.now.timestamp() * 1000))


@asynccontextmanager
async def at_the_door(database: Database) -> AsyncGenerator[Door]:
    """A transaction of its own, committed at the end of the block."""
    async with database.pool.acquire() as connection, connection.transaction(), opened(database, connection) as door:
        yield door


@asynccontextmanager
async def opened(database: Database, connection: Any) -> AsyncGenerator[Door]:
    """For a while, inside a transaction that does other things too. What fails inside leaves the door open: whoever goes on
    with the transaction after that has to roll back first."""
    await connection.execute(SET_DOOR, "open")
    yield Door(connection, database.clock.now(), database.numbers)
    await connection.execute(SET_DOOR, "")
