"""Transactions on PostgreSQL. SQL is written by hand in the capabilities' queries.py and store.py.

A transaction belongs to one account; the setting `payables.account_id` carries that to row-level security
and ends with the transaction, so that a pooled connection never remembers whom it served.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

import asyncpg
import msgspec

from payables.kit.ids import uuid7
from payables.kit.pages import Page
from payables.platform.clock import Clock
from payables.platform.numbers import Numbers

RETRYABLE = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError)


class CannotConnect(Exception):
    """No connection to the database; says what the operating system said about it."""


# What a database that restarts, has no place left or is out of reach looks like. asyncpg says InternalClientError where a
# connection breaks in the middle of a message. An OSError of anything else (a file, a disk) is not among them.
UNREACHABLE = (
    CannotConnect,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InternalClientError,
)

_encode_json = msgspec.json.Encoder(decimal_format="string").encode
_decode_json = msgspec.json.decode


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: written into every audit row."""

    user_id: int | None = None
    credential: str | None = None
    request_id: str | None = None


SYSTEM = Actor()


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of matches, and how many there are in all."""

    total: int
    rows: list[asyncpg.Record]


CommitHook = Callable[["Transaction", list[Any]], Awaitable[None]]
PoolMaker = Callable[[int], Any]


@dataclass(slots=True)
class Transaction:
    """One unit of work of one account: the connection, the account, the actor and the instant it all happens at.

    Capabilities never commit: the edge does (a request, or a job). What must be written together at the end
    (audit rows, jobs) is collected by `at_commit` and flushed in one statement each.
    """

    connection: Any
    account_id: UUID
    now: datetime
    actor: Actor
    numbers: Numbers
    _hooks: dict[CommitHook, list[Any]] = field(default_factory=dict)
    _answered: dict[Any, list[asyncpg.Record]] = field(default_factory=dict)

    async def fetch(self, sql: str, *args: Any) -> list[asyncpg.Record]:
        return await self.connection.fetch(sql, *args)

    async def fetchrow(self, sql: str, *args: Any) -> asyncpg.Record | None:
        return await self.connection.fetchrow(sql, *args)

    async def fetchval(self, sql: str, *args: Any) -> Any:
        return await self.connection.fetchval(sql, *args)

    async def once(self, sql: str, *args: Any) -> list[asyncpg.Record]:
        """As `fetch`, but asked no second time in this transaction: for what holds for all its rows alike and what it does
        not write itself, such as settings. Lists among `args` hold plain values."""
        asked = (sql, *(tuple(arg) if isinstance(arg, list) else arg for arg in args))
        if asked not in self._answered:
            self._answered[asked] = await self.fetch(sql, *args)
        return self._answered[asked]

    async def execute(self, sql: str, *args: Any) -> str:
        return await self.connection.execute(sql, *args)

    async def page(self, sql: str, page: Page, *args: Any) -> Listed:
        """Rows of one page of a query that ends in LIMIT and OFFSET and selects the count of all matches as `total`."""
        rows = await self.connection.fetch(sql, *args, page.limit, page.offset)
        if rows:
            return Listed(rows[0]["total"], rows)
        if page.offset == 0:
            return Listed(0, [])
        first = await self.connection.fetchrow(sql, *args, 1, 0)
        return Listed(first["total"] if first else 0, [])

    @asynccontextmanager
    async def rehearsal(self) -> AsyncGenerator[None]:
        """Whatever is done inside is undone at its end, audit rows and jobs with it: a dry run takes the very same way."""
        savepoint, hooks = self.connection.transaction(), {hook: list(items) for hook, items in self._hooks.items()}
        await savepoint.start()
        try:
            yield
        finally:
            await savepoint.rollback()
            self._hooks = hooks

    @asynccontextmanager
    async def attempt(self) -> AsyncGenerator[None]:
        """What is refused inside is undone alone, audit rows and jobs with it, and the transaction goes on."""
        savepoint, hooks = self.connection.transaction(), {hook: list(items) for hook, items in self._hooks.items()}
        await savepoint.start()
        try:
            yield
        except BaseException:
            await savepoint.rollback()
            self._hooks = hooks
            raise
        await savepoint.commit()

    def at_commit(self, hook: CommitHook, item: Any) -> None:
        self._hooks.setdefault(hook, []).append(item)

    async def flush(self) -> None:
        """What is collected meanwhile, such as a job that tells of all collected items, is flushed too."""
        while self._hooks:
            hooks, self._hooks = self._hooks, {}
            for hook, items in hooks.items():
                await hook(self, items)

    def new_id(self) -> UUID:
        return uuid7(int(self.now.timestamp() * 1000))

    async def new_number(self, kind: str) -> int:
        return (await self.numbers.take(kind, 1))[0]

    async def new_numbers(self, kind: str, count: int) -> list[int]:
        return await self.numbers.take(kind, count)


class Database:
    """The pool of the application role, and the transactions made from it."""

    def __init__(self, pool: Any, spare: Any, clock: Clock, plain_pool: PoolMaker) -> None:
        self.pool = pool
        self.spare = spare
        self.numbers = Numbers(spare)
        self.clock = clock
        self.plain_pool = plain_pool

    @classmethod
    async def connect(cls, dsn: str, clock: Clock, *, size: int = 10, as_role: str | None = None) -> Self:
        """Connect as the application role; `as_role` is for a login that owns the tables and must step down to it."""
        settings = {"application_name": "payables", "timezone": "UTC", "jit": "off"}
        if as_role:
            settings["role"] = as_role
        pool = await asyncpg.create_pool(
            dsn,
            connect=connect,
            min_size=1,
            max_size=size,
            init=_set_codecs,
            reset=_nothing_to_reset,
            server_settings=settings,
            command_timeout=60,
        )
        # A request that holds a connection may need numbers or count itself: with a share of the same pool, all could
        # wait for each other.
        spare = await asyncpg.create_pool(
            dsn, connect=connect, min_size=0, max_size=1, server_settings=settings, reset=_nothing_to_reset
        )

        def plain_pool(most: int) -> Any:
            """Connections without our codecs, for a library that brings its own (the queue)."""
            return asyncpg.create_pool(
                dsn,
                connect=connect,
                min_size=1,
                max_size=most,
                server_settings=settings,
                reset=_nothing_to_reset,
                command_timeout=60,
            )

        return cls(pool, spare, clock, plain_pool)

    async def close(self) -> None:
        await self.spare.close()
        await self.pool.close()

    @asynccontextmanager
    async def transaction(self, account_id: UUID, actor: Actor = SYSTEM) -> AsyncGenerator[Transaction]:
        """A committed unit of work outside a request: a job, a command."""
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.execute("SELECT set_config('payables.account_id', $1, true)", str(account_id))
            tx = Transaction(connection, account_id, self.clock.now(), actor, self.numbers)
            yield tx
            await tx.flush()

    @asynccontextmanager
    async def operator(self) -> AsyncGenerator[Any]:
        """A connection that sees the few tables an operator needs across accounts (see `operator_may` in the migrations)."""
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.execute("SELECT set_config('payables.operator', 'on', true)")
            yield connection


async def connect(*args: Any, **options: Any) -> asyncpg.Connection:
    """As asyncpg's, but what the operating system refuses is CannotConnect: a socket that is gone is no missing file."""
    try:
        return await asyncpg.connect(*args, **options)
    except OSError as error:
        raise CannotConnect(error.strerror or str(error) or type(error).__name__) from error


async def _set_codecs(connection: asyncpg.Connection) -> None:
    """jsonb travels as msgspec would write it; amounts inside stay text, never floating point."""
    await connection.set_type_codec(
        "jsonb", schema="pg_catalog", format="binary", encoder=_jsonb_out, decoder=_jsonb_in
    )


def _jsonb_out(value: object) -> bytes:
    return b"\x01" + _encode_json(value)


def _jsonb_in(data: bytes) -> Any:
    return _decode_json(data[1:])


async def _nothing_to_reset(_: Any) -> None:
    """Only SET LOCAL is ever used, so a returned connection carries nothing over; the default query costs 100 us."""


def exact(value: Decimal | None) -> Decimal | None:
    """A numeric of the database without its trailing zeros beyond the point: 12.500000 -> 12.5."""
    if value is None:
        return None
    plain = value.normalize()
    return plain.quantize(Decimal(1)) if plain.as_tuple().exponent > 0 else plain  # type: ignore[operator]
