"""The ASGI application of the dashboard: one request is one transaction here too.

Order: static files, origin, body, session, form, the page or action itself, then commit. What the API refuses on the way
rolls everything back; then the page is shown again, in a transaction that only reads.
"""

import asyncio
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from time import perf_counter
from typing import Any, NoReturn
from urllib.parse import parse_qsl
from uuid import uuid4

import msgspec
import structlog
from litestar import Litestar

from payables.access.actions.note_seen import note_seen
from payables.access.actions.read_owner import read_owner
from payables.access.actions.read_session import SessionGate
from payables.access.model import Mint
from payables.access.model.people import Session, cookie_name
from payables.dashboard.counts import counts_of
from payables.dashboard.done_to import done_to
from payables.dashboard.texts import text
from payables.dashboard.web import forms, headers
from payables.dashboard.web.calls import Calls
from payables.dashboard.web.expired import sign_in_first, stale
from payables.dashboard.web.origin import address_token, check_origin, is_of
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import HTML, Refused, Reply, Shown, see_other
from payables.dashboard.web.static import PREFIX, StaticFiles, read_static
from payables.dashboard.web.templates import Templates
from payables.kit.errors import FieldError, InvalidFields, Refusal
from payables.platform.db import UNREACHABLE, Actor, Database, Transaction
from payables.platform.http import body, errors
from payables.platform.http.answer import CLIENT_GONE, Answer
from payables.platform.http.exchange import Exchange
from payables.platform.http.failures import failed
from payables.platform.http.one_transaction import in_transaction, with_retries
from payables.platform.limits import Plan, RateLimits
from payables.platform.settings import Settings

log = structlog.get_logger("http")

MOST_PARAMETERS, LONGEST_VALUE = 200, 4000  # of an address; a value counts in characters
NOT_FOUND = 404
SMALL_FORM = 32 * 1024  # bytes that a stranger may have us read and take apart, which is slow work
TOLD = (b"retry-after", b"allow")  # of a refusal, beside its page
PERSON = Plan("person", requests_per_second=50, burst=500)  # per address: what a hall full of clerks needs


@dataclass(slots=True)
class SiteState:
    """What pages may reach besides the API; the composition root fills it in."""

    secret_key: bytes
    database: Database
    mint: Mint
    files: Any = None
    operating: Any = None
    secure: bool = False

    @staticmethod
    def parameters(exchange: Exchange) -> list[tuple[str, str]]:
        asked = exchange.scope["query_string"].decode("latin-1")
        try:
            found = parse_qsl(asked, keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
        except ValueError:
            found = None
        if found is None or any(len(value) > LONGEST_VALUE or "\0" in name + value for name, value in found):
            raise InvalidFields([FieldError("address", text("fields.address"), "invalid_address")])
        return found


class OperatorsOnly(Refusal):
    """This page is for the operators of the installation: ask one of them."""

    status = 403
    code = "operators_only"


class Site:
    """Pages around the API; `api` is the Litestar application behind the edge."""

    def __init__(
        self,
        pages: Litestar,
        api: Litestar,
        database: Database,
        settings: Settings,
        gate: SessionGate,
        state: SiteState,
    ) -> None:
        self.pages = pages
        self.api = api
        self.database = database
        self.settings = settings
        self.gate = gate
        self.state = state
        self.static: StaticFiles = read_static()
        self.templates = Templates(self.static, pages)
        self.limits = RateLimits()
        self.cookie = cookie_name(settings.env, secure=state.secure)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        started = perf_counter()
        exchange = Exchange(scope, f"req_{uuid4().hex}", self.database.clock.now(), self.settings.trusted_proxies)
        answer = await self._answer(exchange, receive)
        if answer.status != CLIENT_GONE:
            answer.headers += headers.missing(answer.headers, secure=self.state.secure)
            await answer.send(exchange, send)
        _log(exchange, answer, perf_counter() - started)
        await self._note_seen(exchange.state.get("session"))

    async def _note_seen(self, session: Session | None) -> None:
        """After the answer, so that nobody waits for it."""
        try:
            if session is not None:
                await note_seen(self.database, session)
        except UNREACHABLE:
            log.warning("database unavailable")

    async def _answer(self, exchange: Exchange, receive: Any) -> Answer:
        try:
            async with asyncio.timeout(self.settings.request_timeout_seconds):
                return await self._guarded(exchange, receive)
        except Refused as refused:
            return await self._told(exchange, refused)
        except Exception as error:
            answer = failed(error, exchange, self.pages, seconds=self.settings.request_timeout_seconds)
            return answer if answer.status == CLIENT_GONE else await self._told(exchange, _shown(answer))

    async def _guarded(self, exchange: Exchange, receive: Any) -> Answer:
        if exchange.path.startswith(PREFIX):
            return self.static.answer(exchange.path, exchange.header(b"accept-encoding") or "")
        self._take(exchange)
        route = exchange.find_route(self.pages) or self._refuse(exchange)
        if not exchange.is_read or route.get("writes"):  # a download that is noted down too
            check_origin(exchange, self.settings.base_url)
            await self._check_before_reading(exchange)
        content = await body.read(exchange, receive, self._room(exchange, route))
        try:
            exchange.state["form"] = await _form_of(exchange, content)
            return await self._visited(exchange, route, content)
        finally:
            content.close()

    def _refuse(self, exchange: Exchange) -> NoReturn:
        """Whether somebody is signed in or not. Raises NoSuchPath, MethodNotAllowed."""
        if allowed := exchange.allowed_methods(self.pages):
            raise errors.MethodNotAllowed(allow=", ".join(allowed))
        raise errors.NoSuchPath

    def _take(self, exchange: Exchange) -> None:
        """Answers carry no limit fields of the API's plans."""
        allowance = self.limits.take(exchange.source, PERSON)
        if allowance.retry_after is not None:
            raise errors.RateLimited(retry_after=allowance.retry_after)

    async def _check_before_reading(self, exchange: Exchange) -> None:
        """Strangers have neither files nor large forms read: people who are signed in have both; those whose session has ended
        have a form read, which they are offered again."""
        if not exchange.is_multipart and not exchange.is_larger_than(SMALL_FORM):
            return
        cookie = self._cookie(exchange)
        async with self.database.pool.acquire() as connection, connection.transaction(readonly=True):
            session = await self.gate(connection, cookie, exchange.now)
        if session is not None and (session.caller is not None or not exchange.is_multipart):
            return
        if exchange.is_multipart or await read_owner(self.database, self.state.mint, cookie) is None:
            raise errors.MissingCredentials

    def _room(self, exchange: Exchange, route: dict[str, Any]) -> int:
        """In bytes."""
        most = route.get("max_body" if exchange.is_multipart else "max_form")
        return most(self.settings) if most else self.settings.max_json_bytes

    async def _visited(self, exchange: Exchange, route: dict[str, Any], content: body.Content) -> Answer:
        async def on(connection: Any) -> Reply:
            page = await self._page(connection, exchange, route, content)
            return page.reply or await self._run(page, exchange, content)

        try:
            if route.get("alone"):
                return await self._alone(exchange, route, content)
            return await with_retries(lambda: in_transaction(self.database, on, writes=route.get("writes", False)))
        except (Refused, Refusal) as refusal:
            again = route.get("again")
            if again is None or not 400 <= refusal.status < 500:
                raise
            return await self._again(exchange, route, content, again, refusal)

    async def _alone(self, exchange: Exchange, route: dict[str, Any], content: body.Content) -> Reply:
        """An action that hashes a password, and that keeps what failed: it holds no connection, and opens transactions of its
        own."""
        async with self.database.pool.acquire() as connection, connection.transaction(readonly=True):
            page = await self._page(connection, exchange, route, content)
        page.connection = page.calls = None
        return page.reply or await self._run(page, exchange, content)

    async def _again(
        self, exchange: Exchange, route: dict[str, Any], content: body.Content, again: Any, refusal: Any
    ) -> Reply:
        """The page of a form that was refused, with what was typed."""

        async def on(connection: Any) -> Reply:
            page = await self._page(connection, exchange, {**route, "writes": False}, content)
            if page.reply:
                return page.reply
            page.refusal = refusal
            reply = await again(page, **exchange.scope.get("path_params", {}))
            if isinstance(refusal, Refusal):
                reply.headers += [(n.lower().encode(), v.encode()) for n, v in refusal.answer_headers.items()]
            return await self._finished(page, reply)

        return await in_transaction(self.database, on, writes=False)

    async def _page(self, connection: Any, exchange: Exchange, route: dict[str, Any], content: body.Content) -> Page:
        """Who asks for what; its reply is there already where somebody has to sign in or to choose an account first."""
        secret = exchange.state["secret"] = self._cookie(exchange)
        session = exchange.state["session"] = await self.gate(connection, secret, exchange.now)
        calls = self._calls(connection, exchange, session)
        page = Page(exchange, connection, self.settings, session, calls, content, self.state)
        if exchange.media_type == body.FORM:
            page.form = exchange.state["form"]
        elif not exchange.is_read:
            page.form = forms.Form(_of_the_query(page.query))
        if not route.get("open") and (reply := _not_in(page, route) or _not_of(page)):
            page.reply = await self._finished(page, reply)
        return page

    def _calls(self, connection: Any, exchange: Exchange, session: Session | None) -> Calls | None:
        if session is None or session.caller is None:
            return None
        caller = exchange.caller = session.caller
        actor = Actor(caller.user_id, f"session {session.id}", exchange.request_id)
        tx = Transaction(connection, caller.account_id, exchange.now, actor, self.database.numbers)
        return Calls(self.api, self.database, self.settings, exchange, tx, caller)

    async def _run(self, page: Page, exchange: Exchange, content: body.Content) -> Reply:
        scope: Any = {**exchange.scope, "state": {**exchange.state, "page": page}}
        answer = Answer()
        receive: Any = content.replay()
        try:
            await self.pages(scope, receive, answer.collect)
        finally:
            exchange.scope["path_params"] = scope.get("path_params", {})
        assert page.reply is not None
        reply = await self._finished(page, page.reply)
        if page.calls:
            await page.calls.tx.flush()
        return reply

    async def _finished(self, page: Page, reply: Reply) -> Reply:
        if isinstance(reply, Shown):
            of_every_page = {"counts": await counts_of(page), "done_to": await done_to(page)}
            reply.body = self.templates(page, reply.template, {**of_every_page, **reply.values}).encode()
        reply.headers += [(b"set-cookie", cookie.encode("latin-1")) for cookie in page.cookies]
        return reply

    def _cookie(self, exchange: Exchange) -> str | None:
        try:
            found = SimpleCookie(exchange.header(b"cookie") or "").get(self.cookie)
        except CookieError:
            return None
        return found.value if found else None

    async def _told(self, exchange: Exchange, refused: Refused) -> Reply:
        """What is not there is told with the navigation to whoever is signed in to an account."""
        if refused.status != NOT_FOUND or not exchange.is_read or exchange.path.startswith(PREFIX):
            return self._error(exchange, refused)

        async def on(connection: Any) -> Reply:
            page = await self._page(connection, exchange, {"open": True}, body.Content(b""))
            if page.calls is None:
                return self._error(exchange, refused)
            values = {"refused": refused, "request_id": exchange.request_id}
            reply = await self._finished(page, page.show("errors/nowhere.html", status=NOT_FOUND, **values))
            reply.error_code = refused.code
            return reply

        try:
            return await in_transaction(self.database, on, writes=False)
        except (Refused, Refusal, *UNREACHABLE):
            return self._error(exchange, refused)

    def _error(self, exchange: Exchange, refused: Refused) -> Reply:
        """A page of its own, without anything of the database."""
        text = self.templates.error(exchange, refused)
        told = [(name, value) for name, value in refused.answer.headers if name in TOLD]
        return Reply(refused.status, [(b"content-type", HTML), *told], text.encode(), refused.code)


async def _form_of(exchange: Exchange, content: body.Content) -> forms.Form | None:
    """A large one is taken apart beside the event loop. Raises InvalidFields."""
    if exchange.media_type != body.FORM:
        return None
    if content.size > SMALL_FORM:
        return await asyncio.to_thread(forms.read_form, content.data)
    return forms.read_form(content.data)


def _not_in(page: Page, route: dict[str, Any]) -> Reply | None:
    """Where to go first. Raises OperatorsOnly."""
    session = page.session
    if session is None or session.second_factor_pending:
        return sign_in_first(page)
    if route.get("operator") and not session.is_operator:
        raise OperatorsOnly
    if route.get("without_account") or session.caller is not None:
        return None
    return see_other("/switch") if page.exchange.is_read else sign_in_first(page)


def _not_of(page: Page) -> Reply | None:
    """For a form that was made for another session or account. Signing out works from every page that is still open, whatever
    was chosen since: for that its origin is enough. Raises StaleForm."""
    session, exchange = page.session, page.exchange
    if exchange.is_read or session is None or is_of(_token_of(session, exchange), page.form.text(forms.TOKEN)):
        return None
    return stale(page)


def _token_of(session: Session, exchange: Exchange) -> str:
    """What a form of this session carries; in its address it carries another one."""
    if exchange.media_type == body.FORM:
        return session.form_token
    return address_token(session.form_token, exchange.path)


def _of_the_query(query: dict[str, str]) -> dict[str, list[str]]:
    """Of a form with files, whose body only the API reads, what the page itself put in stands in its address."""
    return {name: [value] for name, value in query.items() if name.startswith("_")}


def _shown(answer: Answer) -> Refused:
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
