"""The ASGI application of the dashboard: one request is one transaction here too.

Order: static files, origin, body, session, form, the page or action itself, then commit.
"""

import asyncio
from time import perf_counter
from typing import Any
from uuid import uuid4

import msgspec
import structlog
from litestar import Litestar

from payables.access.actions.note_seen import note_seen
from payables.access.actions.read_session import SessionGate
from payables.access.model.people import Session
from payables.dashboard.web import forms, headers
from payables.dashboard.web.entrance import check_before_reading, page_of_form, refuse_unknown
from payables.dashboard.web.origin import check_origin
from payables.dashboard.web.replies import HTML, Refused, Reply
from payables.dashboard.web.state import SiteState
from payables.dashboard.web.static import PREFIX, StaticFiles, read_static
from payables.dashboard.web.templates import Templates
from payables.dashboard.web.visits import Visits
from payables.kit.errors import Refusal
from payables.platform.db import UNREACHABLE
from payables.platform.http import body, errors
from payables.platform.http.answer import CLIENT_GONE, Answer
from payables.platform.http.exchange import Exchange
from payables.platform.http.failures import failed
from payables.platform.limits import Plan, RateLimits
from payables.platform.settings import Settings

log = structlog.get_logger("http")

NOT_FOUND = 404
TOLD = (b"retry-after", b"allow")  # of a refusal, beside its page
PERSON = Plan("person", requests_per_second=50, burst=500)  # per address: what a hall full of clerks needs


class Site:
    """Pages around the API; `api` is the Litestar application behind the edge."""

    def __init__(self, pages: Litestar, api: Litestar, settings: Settings, gate: SessionGate, state: SiteState) -> None:
        self.pages = pages
        self.settings = settings
        self.state = state
        self.database = state.database
        self.static: StaticFiles = read_static()
        self.templates = Templates(self.static)
        self.visits = Visits(pages, api, settings, gate, state, self.templates)
        self.limits = RateLimits()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        started = perf_counter()
        exchange = Exchange(scope, f"req_{uuid4().hex}", self.database.clock.now(), self.settings.trusted_proxies)
        answer = await self._answer(exchange, receive)
        if answer.status != CLIENT_GONE:
            answer.headers += headers.missing(answer.headers, secure=self.state.secure)
            await answer.send(exchange, send)
        _log(exchange, answer, perf_counter() - started)
        await self._note_seen(exchange.state.get("session"))

    async def _answer(self, exchange: Exchange, receive: Any) -> Answer:
        try:
            async with asyncio.timeout(self.settings.request_timeout_seconds):
                return await self._guarded(exchange, receive)
        except Refused as refused:
            return await self._told(exchange, refused)
        except Exception as error:
            answer = failed(error, exchange, self.pages, seconds=self.settings.request_timeout_seconds)
            return answer if answer.status == CLIENT_GONE else await self._told(exchange, _as_refused(answer))

    async def _guarded(self, exchange: Exchange, receive: Any) -> Answer:
        if exchange.path.startswith(PREFIX):
            return self.static.answer(exchange.path, exchange.header(b"accept-encoding") or "")
        self._take(exchange)
        route = exchange.find_route(self.pages)
        if not route:
            return page_of_form(exchange, self.pages) or refuse_unknown(exchange, self.pages)
        if not exchange.is_read or route.get("writes"):  # a download that is noted down too
            check_origin(exchange, self.settings.base_url)
            await check_before_reading(exchange, self.state, self.visits.gate, self.visits.cookie(exchange))
        content = await body.read(exchange, receive, self._room(exchange, route))
        try:
            await forms.read_request(exchange, content)
            return await self.visits.visit(exchange, route, content)
        finally:
            content.close()

    def _take(self, exchange: Exchange) -> None:
        """Answers carry no limit fields of the API's plans."""
        allowance = self.limits.take(exchange.source, PERSON)
        if allowance.retry_after is not None:
            raise errors.RateLimited(retry_after=allowance.retry_after)

    def _room(self, exchange: Exchange, route: dict[str, Any]) -> int:
        """In bytes."""
        most = route.get("max_body" if exchange.is_multipart else "max_form")
        return most(self.settings) if most else self.settings.max_json_bytes

    async def _told(self, exchange: Exchange, refused: Refused) -> Reply:
        """What is not there is told with the navigation to whoever is signed in to an account."""
        if refused.status != NOT_FOUND or not exchange.is_read or exchange.path.startswith(PREFIX):
            return self._error(exchange, refused)
        try:
            return await self.visits.nowhere(exchange, refused) or self._error(exchange, refused)
        except (Refused, Refusal, *UNREACHABLE):
            return self._error(exchange, refused)

    def _error(self, exchange: Exchange, refused: Refused) -> Reply:
        """A page of its own, without anything of the database."""
        text = self.templates.error(exchange, refused)
        told = [(name, value) for name, value in refused.answer.headers if name in TOLD]
        return Reply(refused.status, [(b"content-type", HTML), *told], text.encode(), refused.code)

    async def _note_seen(self, session: Session | None) -> None:
        """After the answer, so that nobody waits for it."""
        try:
            if session is not None:
                await note_seen(self.database, session)
        except UNREACHABLE:
            log.warning("database unavailable")


def _as_refused(answer: Answer) -> Refused:
    return Refused(answer, msgspec.json.decode(answer.body) if answer.body else {"code": ""})


def _log(exchange: Exchange, answer: Answer, seconds: float) -> None:
    log.info(
        "page",
        method=exchange.method,
        route=exchange.route_name,
        status=answer.status,
        ms=round(seconds * 1000, 1),
        request_id=exchange.request_id,
        account_id=str(exchange.caller.account_id) if exchange.caller else None,
        error=answer.error_code,
    )
