"""The yardstick: the least an ASGI application can do and still run the same SQL. No framework, no checks, no logs.

`python -m benchmarks.bare PORT PLANS` with the environment of the product; PLANS is a pickle of {path: [Step]}.
uvicorn runs it with the settings of `payables serve`, asyncpg with the pool of the product.
"""

import os
import pickle
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import uvicorn

from benchmarks.recording import Step
from payables.app.runtime import open_parts
from payables.platform.settings import read_settings

_encode = msgspec.json.Encoder(enc_hook=str).encode
_decode = msgspec.json.decode

Plans = dict[str, list[Step]]


class Bare:
    """Takes a connection, runs the steps, answers with the rows (GET) or with what was sent."""

    def __init__(self, plans: Plans) -> None:
        self.plans = plans
        self.values = Values()
        self.pool: Any = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        message = await receive()
        body = message["body"]
        while message.get("more_body"):
            message = await receive()
            body += message["body"]
        is_json = body[:1] == b"{"
        sent = _decode(body) if is_json else None
        rows = await self._run(self.plans[scope["path"]])
        content = _encode([dict(row) for row in rows] if scope["method"] == "GET" else sent)
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    async def _run(self, steps: list[Step]) -> list[Any]:
        """The rows of the statement that answered most of them."""
        longest: list[Any] = []
        new = self.values.of_one_request()
        async with self.pool.acquire() as connection:
            for step in steps:
                if not step.args:
                    await connection.execute(step.sql)
                    continue
                rows = await connection.fetch(step.sql, *map(new, step.args, step.fresh))
                if len(rows) > len(longest):
                    longest = rows
        return longest

    async def _lifespan(self, receive: Any, send: Any) -> None:
        await receive()
        async with self._opened():
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[None]:
        async with open_parts(read_settings()) as parts:
            self.pool = parts.database.pool
            yield


class Values:
    """Fresh values in place of recorded ones; within a request the same one for the same one."""

    def __init__(self) -> None:
        self._ids = count(int.from_bytes(os.urandom(6)) << 80 | 7 << 76 | 2 << 62)
        self._numbers = count(1_000_000_000 + int.from_bytes(os.urandom(3)) * 40)

    def of_one_request(self) -> Callable[[Any, bool], Any]:
        known: dict[Any, Any] = {}

        def of(value: Any, fresh: bool) -> Any:
            if not fresh:
                return value
            if isinstance(value, list):
                return [of(each, True) for each in value]
            if (found := known.get(value)) is None:
                found = known[value] = self._new(value)
            return found

        return of

    def _new(self, value: Any) -> Any:
        if isinstance(value, UUID):
            return UUID(int=next(self._ids))
        if isinstance(value, bool):
            return value
        if isinstance(value, int):
            return next(self._numbers)
        if isinstance(value, str):
            return f"{next(self._numbers):x}".ljust(len(value), "-")
        return os.urandom(len(value)) if isinstance(value, bytes) else value


def main() -> None:
    port, plans = int(sys.argv[1]), Path(sys.argv[2])
    app = Bare(pickle.loads(plans.read_bytes()))
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=port,
        loop="auto",
        http="auto",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=False,
    )


if __name__ == "__main__":
    main()
