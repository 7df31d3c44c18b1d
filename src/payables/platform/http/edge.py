"""The outermost ASGI application: one request is one transaction.

Order: request id, version, body, credentials, rate limit, idempotency claim, the route itself, then commit.
The answer is held back until the commit has succeeded, so nobody is told of something that did not happen.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Protocol
from uuid import uuid4

import structlog
from litestar import Litestar
from litestar.types import Receive, Scope, Send

from payables.kit.errors import Refusal
from payables.platform.caller import Caller
from payables.platform.db import UNREACHABLE, Actor, Database, Transaction
from payables.platform.http import body, errors
from payables.platform.http.answer import CLIENT_GONE, Answer
from payables.platform.http.declared import check_media_type
from payables.platform.http.exchange import Exchange
from payables.platform.http.failures import failed
from payables.platform.http.one_transaction import in_transaction, with_retries
from payables.platform.http.within import answer_within, run
from payables.platform.limits import Plan, RateLimits
from payables.platform.quota import DailyQuota
from payables.platform.settings import Settings

log = structlog.get_logger("http")

VERSIONS = {"1.0.0", "1.1.0"}
TOKEN_PATHS = {"/v1/oauth/token", "/oauth/token"}
SMALL_BODY = 64 * 1024  # bytes that a stranger may have us read and parse
TOKEN_BYTES = 8 * 1024
BEFORE_SIGN_IN = (400, 413, 415)  # what the form of a request is refused with
ANYONE = Plan("source", requests_per_second=5000, burst=10_000)  # per address, before the key is known


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A caller and the plan of the account."""

    caller: Caller
    plan: Plan


class Gate(Protocol):
    """Signs a request in on the given connection. Raises refusals of status 401 and 429."""

    async def __call__(self, connection: Any, exchange: Exchange) -> SignedIn: ...


class Recorder(Protocol):
    """Keeps what was asked and answered, of those whose key is known. `note` never raises and never waits; what it
    was told is written by `flush`, which is also done without being asked, and at the end by `close`."""

    def note(self, exchange: Exchange, answer: Answer, seconds: float) -> None: ...
    async def flush(self) -> None: ...
    async def close(self) -> None: ...


Work = Callable[[Any, Exchange, body.Content], Awaitable[Answer]]


class Edge:
    """Wraps the Litestar application; `gate` comes from the access capability, `recorder` from the request log."""

    def __init__(
        self, app: Litestar, database: Database, settings: Settings, gate: Gate, recorder: Recorder | None = None
    ) -> None:
        self.app = app
        self.database = database
        self.settings = settings
        self.gate = gate
        self.recorder = recorder
        self.limits = RateLimits()
        self.source_limits = RateLimits()
        self.quota = DailyQuota(database.spare)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = perf_counter()
        now = self.database.clock.now()
        exchange = Exchange(scope, f"req_{uuid4().hex}", now, self.settings.trusted_proxies)
        answer = await self._answer(exchange, receive)
        if answer.status != CLIENT_GONE:
            await answer.send(exchange, send)
        seconds = perf_counter() - started
        _log(exchange, answer, seconds)
        if self.recorder is not None:
            if exchange.holder is None and answer.status in BEFORE_SIGN_IN:
                await self._recognise(exchange)
            self.recorder.note(exchange, answer, seconds)

    async def _answer(self, exchange: Exchange, receive: Receive) -> Answer:
        try:
            async with asyncio.timeout(self.settings.request_timeout_seconds):
                return await self._guarded(exchange, receive)
        except Exception as error:
            return failed(error, exchange, self.app, seconds=self.settings.request_timeout_seconds)

    async def _guarded(self, exchange: Exchange, receive: Receive) -> Answer:
        exchange.state.update(exchange=exchange, database=self.database, settings=self.settings)
        if exchange.is_open:
            return await run(self.app, exchange, receive)
        if not exchange.is_api:
            raise errors.NoSuchPath
        self._take(exchange, self.source_limits, exchange.source, ANYONE)
        exchange.state["api_version"] = _version(exchange)
        check_media_type(exchange.find_route(self.app), exchange)
        if exchange.path in TOKEN_PATHS:
            content = await body.read(exchange, receive, TOKEN_BYTES)
            return await self._transaction(exchange, content, self._unsigned)
        return await self._signed_in(exchange, receive)

    async def _signed_in(self, exchange: Exchange, receive: Receive) -> Answer:
        max_body = exchange.find_route(self.app).get("max_body")
        limit = max_body(self.settings) if max_body else self.settings.max_json_bytes
        if exchange.is_multipart or exchange.is_larger_than(SMALL_BODY):
            await self._check_before_reading(exchange)
        content = await body.read(exchange, receive, limit)
        exchange.body = content.data
        try:
            return await self._worked(exchange, content)
        finally:
            content.close()

    async def _worked(self, exchange: Exchange, content: body.Content) -> Answer:
        return await with_retries(lambda: self._transaction(exchange, content, self._work))

    async def _check_before_reading(self, exchange: Exchange) -> None:
        """A large body takes a while to arrive and to parse: strangers are sent away first, and no connection is held
        meanwhile."""
        async with self.database.pool.acquire() as connection, connection.transaction(readonly=True):
            await self.gate(connection, exchange)

    async def _recognise(self, exchange: Exchange) -> None:
        """Whose request it was that was refused for its form before anybody asked who sent it."""
        if exchange.header(b"x-api-key") is None:
            return
        try:
            await self._check_before_reading(exchange)
        except (Refusal, *UNREACHABLE):
            log.debug("sender not recognised", request_id=exchange.request_id)

    async def _transaction(self, exchange: Exchange, content: body.Content, work: Work) -> Answer:
        writes = not exchange.is_read or exchange.find_route(self.app).get("records", False)
        return await in_transaction(
            self.database, lambda connection: work(connection, exchange, content), writes=writes
        )

    async def _unsigned(self, connection: Any, exchange: Exchange, content: body.Content) -> Answer:
        """The token call: it has no token yet and signs in by itself."""
        exchange.state["connection"] = connection
        return await run(self.app, exchange, content.replay())

    async def _work(self, connection: Any, exchange: Exchange, content: body.Content) -> Answer:
        signed_in = await self.gate(connection, exchange)
        caller = exchange.caller = signed_in.caller
        self._take(exchange, self.limits, caller.api_key_id, signed_in.plan)
        if signed_in.plan.daily_quota is not None and caller.api_key_id is not None:
            await self.quota.take(caller.account_id, caller.api_key_id, signed_in.plan.daily_quota, exchange.now)
        actor = Actor(caller.user_id, caller.client_id, exchange.request_id)
        tx = Transaction(connection, caller.account_id, exchange.now, actor, self.database.numbers)
        return await answer_within(self.app, exchange, content, tx, caller)

    def _take(self, exchange: Exchange, limits: RateLimits, who: object, plan: Plan) -> None:
        exchange.allowance = allowance = limits.take(who, plan)
        if allowance.retry_after is not None:
            raise errors.RateLimited(retry_after=allowance.retry_after)


def _version(exchange: Exchange) -> str | None:
    wanted = exchange.header(b"x-api-version")
    if wanted is not None and wanted not in VERSIONS:
        raise errors.UnknownVersion
    return wanted


def _log(exchange: Exchange, answer: Answer, seconds: float) -> None:
    log.info(
        "request",
        method=exchange.method,
        route=exchange.route_name,
        status=answer.status,
        ms=round(seconds * 1000, 1),
        request_id=exchange.request_id,
        account_id=str(exchange.caller.account_id) if exchange.caller else None,
        error=answer.error_code,
    )
