"""Keep a row of every request whose key is known, without keeping any request waiting for it.

Rows are written behind: once a second and at the end of the process, in a transaction of their own, since a request that was
refused has rolled back its own. What a process that is killed had not written is lost, at most a second's rows: this is a log for
integrators, the audit trail is the record.
"""

import asyncio
from collections.abc import Callable
from functools import cached_property

import structlog

from payables.platform.db import Database
from payables.platform.http.answer import Answer
from payables.platform.http.exchange import Exchange
from payables.request_log import store
from payables.request_log.actions.describe_request import describe_request
from payables.request_log.model import LoggedRequest, Vocabulary
from payables.request_log.rules.waiting import Waiting

log = structlog.get_logger("http")

EVERY_SECONDS = 1.0


class RequestRecorder:
    """The edge's recorder. `vocabulary` is asked for once, when it is first needed; `is_secret` tells by a request whether it
    or its answer holds a secret."""

    def __init__(
        self, database: Database, vocabulary: Callable[[], Vocabulary], is_secret: Callable[[Exchange], bool]
    ) -> None:
        self._database = database
        self._make_vocabulary = vocabulary
        self._is_secret = is_secret
        self._waiting: Waiting[LoggedRequest] = Waiting()
        self._closing = asyncio.Event()
        self._writing: asyncio.Task[None] | None = None

    def note(self, exchange: Exchange, answer: Answer, seconds: float) -> None:
        holder = exchange.holder
        if holder is None:
            return
        if self._waiting.has_room(holder.account_id):
            secret = self._is_secret(exchange)
            row = describe_request(exchange, holder, answer, seconds, self._vocabulary, secret=secret)
            self._waiting.add(holder.account_id, row)
        else:
            self._waiting.drop(holder.account_id)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_behind())

    async def flush(self) -> None:
        """Write what waits. What the database does not take is counted as dropped, and that count waits for the next time."""
        rows, dropped = self._waiting.take()
        try:
            async with self._database.operator() as connection:
                if rows:
                    await store.insert(connection, [row for of_one in rows.values() for row in of_one])
                if dropped:
                    await store.count_dropped(connection, self._database.clock.now(), dropped)
        except Exception as error:
            if rows:
                log.warning("request log not written", error=type(error).__name__, count=sum(map(len, rows.values())))
            for account_id in {*rows, *dropped}:
                self._waiting.drop(account_id, len(rows.get(account_id, ())) + dropped.get(account_id, 0))

    async def close(self) -> None:
        """At the end of the process, when nothing is answered any more."""
        self._closing.set()
        if self._writing is not None:
            await self._writing
        await self.flush()

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return self._make_vocabulary()

    async def _write_behind(self) -> None:
        """For as long as something waits."""
        while self._waiting and not self._closing.is_set():
            try:
                await asyncio.wait_for(self._closing.wait(), EVERY_SECONDS)
            except TimeoutError:
                await self.flush()
