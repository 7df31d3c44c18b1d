"""How the deployment is: database, workers, queue, disk."""

import asyncio
from dataclasses import dataclass
from typing import Any

from payables.app.doctor.database import look
from payables.app.doctor.deployment import data_folder
from payables.app.doctor.finding import Finding, ok
from payables.app.runtime import Parts
from payables.platform import queue

SIZE = "SELECT pg_database_size(current_database())"
CONNECTIONS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Condition:
    """Findings as `payables doctor` words them, and each job's name with how many there are in which state."""

    findings: list[Finding]
    jobs: list[Any]


async def condition(parts: Parts) -> Condition:
    """Asks the database and the disk of the process that answers."""
    disk = await asyncio.to_thread(data_folder, parts.settings)
    async with parts.database.operator() as connection:
        found = await look(connection, parts.settings)
        size, connections = await connection.fetchval(SIZE), await connection.fetchval(CONNECTIONS)
        room = ok("size", f"{size / MEGABYTE:,.0f} MB in the database, {connections} connections")
        return Condition([*found, room, disk], await queue.standing(connection))
