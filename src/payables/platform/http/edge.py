"""The outermost ASGI application: one request is one transaction.

Order: request id, version, body, credentials, rate limit, idempotency claim, the route itself, then commit.
The answer is held back until the commit has succeeded, so nobody is told of something that did not happen.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256
from time import perf_counter
from typing import Any, Protocol
from uuid import uuid4

import asyncpg
import structlog
from litestar import Litestar
from litestar.exceptions import HTTPException, MethodNotAllowedException
from litestar.types import Receive, Scope, Send

from payables.kit.errors import Refusal
from payables.kit.ids import is_idempotency_key, parse_uuid
from payables.platform.caller import Caller
from payables.platform.db import RETRYABLE, UNREACHABLE, Actor, Database, Transaction
from payables.platform.http import body, errors
from payables.platform.http.answer import CLIENT_GONE, Answer, refuse
from payables.platform.http.declared import check_known, check_media_type, check_shape
from payables.platform.http.exchange import Exchange
from payables.platform.http.translate import translate
from payables.platform.idempotency import Claim, KeptAnswer, claim, keep
from payables.platform.limits import Plan, RateLimits
from payables.platform.quota import DailyQuota
from payables.platform.settings import Settings

log = structlog.get_logger("http")

VERSIONS = {"1.0.0", "1.1.0"}
TOKEN_PATHS = {"/v1/oauth/token", "/oauth/token"}
ATTEMPTS = 3
SMALL_BODY = 64 * 1024  # bytes that a stranger may have us read and parse
TOKEN_BYTES = 8 * 1024
ANYONE = Plan("source", requests_per_second=5000, burst=10_000)  # per address, before the key is known


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A caller and the plan of the account."""

    caller: Caller
    plan: Plan


class Gate(Protocol):
    """Signs a request in on the given connection. Raises refusals of status 401 and 429."""

    async def __call__(self, connection: Any, exchange: Exchange) -> SignedIn: ...


Work = Callable[[Any, Exchange, body.Content], Awaitable[Answer]]


class Edge:
    """Wraps the Litestar application; `gate` comes from the access capability."""

    def __init__(self, app: Litestar, database: Database, settings: Settings, gate: Gate) -> None:
        self.app = app
        self.database = database
        self.settings = settings
        self.gate = gate
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
        _log(exchange, answer, perf_counter() - started)

    async def _answer(self, exchange: Exchange, receive: Receive) -> Answer:
        try:
            async with asyncio.timeout(self.settings.request_timeout_seconds):
                return await self._guarded(exchange, receive)
        except Refusal as refusal:
            return refuse(refusal, exchange)
        except body.ClientDisconnected:
            return Answer(CLIENT_GONE, error_code="client_disconnected")
        except MethodNotAllowedException:
            return refuse(errors.MethodNotAllowed(allow=", ".join(exchange.allowed_methods(self.app))), exchange)
        except HTTPException as error:
            return refuse(translate(error, exchange.find_route(self.app)), exchange)
        except TimeoutError:
            return refuse(errors.TimedOut(seconds=self.settings.request_timeout_seconds), exchange)
        except asyncpg.DataError as error:
            _log_unforeseen(exchange, error)
            return refuse(errors.InvalidValue(), exchange)
        except (asyncpg.UniqueViolationError, asyncpg.ForeignKeyViolationError) as error:
            _log_unforeseen(exchange, error)
            return refuse(errors.Conflict(), exchange)
        except RETRYABLE:
            return refuse(errors.Conflict(), exchange)
        except UNREACHABLE:
            log.warning("database unavailable", request_id=exchange.request_id)
            return refuse(errors.Unavailable(), exchange)
        except Exception:
            log.exception("request failed", request_id=exchange.request_id)
            return refuse(errors.InternalError(), exchange)

    async def _guarded(self, exchange: Exchange, receive: Receive) -> Answer:
        exchange.state.update(exchange=exchange, database=self.database, settings=self.settings)
        if exchange.is_open:
            return await self._run(exchange, receive)
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
        if exchange.is_multipart or _is_large(exchange):
            await self._check_before_reading(exchange)
        content = await body.read(exchange, receive, limit)
        try:
            return await self._worked(exchange, content)
        finally:
            content.close()

    async def _worked(self, exchange: Exchange, content: body.Content) -> Answer:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return await self._transaction(exchange, content, self._work)
            except RETRYABLE:
                if attempt == ATTEMPTS:
                    raise
        raise AssertionError

    async def _check_before_reading(self, exchange: Exchange) -> None:
        """A large body takes a while to arrive and to parse: strangers are sent away first, and no connection is held
        meanwhile."""
        async with self.database.pool.acquire() as connection, connection.transaction(readonly=True):
            await self.gate(connection, exchange)

    async def _transaction(self, exchange: Exchange, content: body.Content, work: Work) -> Answer:
        async with self.database.pool.acquire() as connection:
            writes = not exchange.is_read or exchange.find_route(self.app).get("records", False)
            transaction = connection.transaction(readonly=not writes)
            await transaction.start()
            try:
                answer = await work(connection, exchange, content)
            except BaseException:
                await _rollback(transaction)
                raise
            if answer.succeeded:
                await _commit(transaction)
            else:
                await transaction.rollback()
            return answer

    async def _unsigned(self, connection: Any, exchange: Exchange, content: body.Content) -> Answer:
        """The token call: it has no token yet and signs in by itself."""
        exchange.state["connection"] = connection
        return await self._run(exchange, content.replay())

    async def _work(self, connection: Any, exchange: Exchange, content: body.Content) -> Answer:
        signed_in = await self.gate(connection, exchange)
        caller = exchange.caller = signed_in.caller
        self._take(exchange, self.limits, caller.api_key_id, signed_in.plan)
        if signed_in.plan.daily_quota is not None and caller.api_key_id is not None:
            await self.quota.take(caller.account_id, caller.api_key_id, signed_in.plan.daily_quota, exchange.now)
        route = exchange.find_route(self.app)
        _check_rights(caller, route)
        check_shape(route, exchange, is_empty=content.is_empty)
        check_known(route, exchange, content.data)
        actor = Actor(caller.user_id, caller.client_id, exchange.request_id)
        tx = Transaction(connection, caller.account_id, exchange.now, actor, self.database.numbers)
        exchange.state.update(tx=tx, caller=caller)
        wanted = _wanted_claim(exchange, content)
        if wanted and (kept := await claim(tx, caller, wanted)):
            return Answer.replayed(kept)
        answer = await self._run(exchange, content.replay())
        if answer.succeeded:
            await tx.flush()
            if wanted:
                await keep(tx, caller, wanted, KeptAnswer(answer.status, answer.media_type, answer.body, answer.etag))
        return answer

    def _take(self, exchange: Exchange, limits: RateLimits, who: object, plan: Plan) -> None:
        exchange.allowance = allowance = limits.take(who, plan)
        if allowance.retry_after is not None:
            raise errors.RateLimited(retry_after=allowance.retry_after)

    async def _run(self, exchange: Exchange, receive: Callable[[], Awaitable[Any]]) -> Answer:
        """With a scope of its own, since Litestar keeps what it has read there: a form's files, used up by an attempt
        that was given up, are no use to the next."""
        scope: Any = {**exchange.scope, "state": {**exchange.state}}
        answer = Answer()
        await self.app(scope, receive, answer.collect)
        return answer


def _is_large(exchange: Exchange) -> bool:
    """Or does not say how large it is."""
    if exchange.is_read:
        return False
    announced = exchange.header(b"content-length") or ("" if exchange.has_body else "0")
    return not announced.isdecimal() or len(announced) > 15 or int(announced) > SMALL_BODY


def _version(exchange: Exchange) -> str | None:
    wanted = exchange.header(b"x-api-version")
    if wanted is not None and wanted not in VERSIONS:
        raise errors.UnknownVersion
    return wanted


def _check_rights(caller: Caller, route: dict[str, Any]) -> None:
    if (needs := route.get("needs")) is not None:
        caller.need(needs)
    if (feature := route.get("feature")) is not None:
        caller.need_feature(feature)


def _wanted_claim(exchange: Exchange, content: body.Content) -> Claim | None:
    key = exchange.header(b"idempotency-key")
    if key is None or exchange.method not in ("POST", "PATCH"):
        return None
    if not is_idempotency_key(key) or len(exchange.header_values(b"idempotency-key")) > 1:
        raise errors.InvalidIdempotencyKey
    digest = None if exchange.is_multipart else sha256(content.data).digest()
    return Claim(exchange.method, _one_spelling(exchange.path), key, digest)


def _one_spelling(path: str) -> str:
    """A UUID is the same in upper case. That an integer and a UUID name one invoice is known only to the route."""
    return "/".join(str(parse_uuid(part) or part) for part in path.split("/"))


async def _commit(transaction: Any) -> None:
    """To its end: a commit that is given up half-way would leave nobody knowing whether it happened."""
    committing = asyncio.ensure_future(transaction.commit())
    try:
        await asyncio.shield(committing)
    except asyncio.CancelledError:
        await committing


async def _rollback(transaction: Any) -> None:
    """Best effort: the connection may be what failed."""
    try:
        await asyncio.shield(transaction.rollback())
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        log.debug("rollback on a lost connection")


def _log_unforeseen(exchange: Exchange, error: Exception) -> None:
    """The database refused what our own checks should have: says where, and no values."""
    log.warning(
        "refused by the database",
        request_id=exchange.request_id,
        route=exchange.route_name,
        exc_info=(type(error), error, error.__traceback__),
    )


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
