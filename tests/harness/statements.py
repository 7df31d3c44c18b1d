"""The SQL that a call makes the server send."""

from collections.abc import Callable
from typing import Any

import asyncpg

from harness.server import Server

OF_TYPES = ("typeinfo_tree", "current_setting('jit')", "set_config('jit'")


def statements_of(server: Server, call: Callable[[], Any]) -> list[str]:
    """Every statement of the application's connections while `call` runs, transaction control among them; what asyncpg
    asks about types, once per connection, is not."""
    seen: list[str] = []

    def note(record: asyncpg.connection.LoggedQuery) -> None:
        if not any(mark in record.query for mark in OF_TYPES):
            seen.append(record.query)

    loggers = server.run(_listen(server, note))
    try:
        call()
    finally:
        server.run(_stop(loggers, note))
    return seen


async def _listen(server: Server, note: Any) -> list[Any]:
    """On every connection of the pool, also those that nobody has used yet."""
    pool = server.database.pool
    held = [await pool.acquire() for _ in range(pool.get_max_size())]
    raw = [connection._con for connection in held]
    for connection in raw:
        connection.add_query_logger(note)
    for connection in held:
        await pool.release(connection)
    return raw


async def _stop(connections: list[Any], note: Any) -> None:
    for connection in connections:
        if not connection.is_closed():
            connection.remove_query_logger(note)
