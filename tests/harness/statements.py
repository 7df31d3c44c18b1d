"""The SQL that a call makes the server send."""

from collections.abc import Callable, Sequence
from typing import Any

import asyncpg

from harness.server import Server

OF_TYPES = ("typeinfo_tree", "current_setting('jit')", "set_config('jit'")
OF_THE_REQUEST_LOG = "INSERT INTO request_log"


def statements_of(server: Server, call: Callable[[], Any]) -> list[str]:
    """Every statement of the application's connections while `call` runs, transaction control among them. What asyncpg asks
    about types, once per connection, is not; nor is the request log, which is written behind once a second."""
    seen: list[tuple[int, str]] = []

    def note_of(connection: int) -> Any:
        def note(record: asyncpg.connection.LoggedQuery) -> None:
            if not any(mark in record.query for mark in OF_TYPES):
                seen.append((connection, record.query))

        return note

    loggers = server.run(_listen(server, note_of))
    try:
        call()
    finally:
        server.run(_stop(loggers))
    behind = _written_behind(seen)
    return [query for place, (_, query) in enumerate(seen) if place not in behind]


async def _listen(server: Server, note_of: Callable[[int], Any]) -> list[tuple[Any, Any]]:
    """On every connection of the pool, also those that nobody has used yet."""
    pool = server.database.pool
    held = [await pool.acquire() for _ in range(pool.get_max_size())]
    raw = [(connection._con, note_of(number)) for number, connection in enumerate(held)]
    for connection, note in raw:
        connection.add_query_logger(note)
    for connection in held:
        await pool.release(connection)
    return raw


async def _stop(loggers: list[tuple[Any, Any]]) -> None:
    for connection, note in loggers:
        if not connection.is_closed():
            connection.remove_query_logger(note)


def _written_behind(seen: Sequence[tuple[int, str]]) -> set[int]:
    """Places of the statements of transactions that write the request log, and of those that are not over: a call answers when
    all of its own are."""
    found: set[int] = set()
    running: dict[int, list[int]] = {}
    for place, (connection, query) in enumerate(seen):
        if query.startswith("BEGIN"):
            running[connection] = []
        of_one = running.setdefault(connection, [])
        of_one.append(place)
        if OF_THE_REQUEST_LOG in query or found.intersection(of_one):
            found.update(of_one)
        if query.startswith(("COMMIT", "ROLLBACK")):
            running[connection] = []
    return found.union(*(of_one for of_one in running.values() if of_one and seen[of_one[0]][1].startswith("BEGIN")))
