"""One request for a page in its transaction: who asks, what is done, and the page that is shown. What the API refuses on the way
rolls everything back; then the page is shown again, in a transaction that only reads."""

from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any

from litestar import Litestar

from payables.access.actions.read_session import SessionGate
from payables.access.model.people import Session, cookie_name
from payables.dashboard.counts import counts_of
from payables.dashboard.done_to import done_to
from payables.dashboard.web import forms
from payables.dashboard.web.calls import Calls
from payables.dashboard.web.entrance import led_elsewhere
from payables.dashboard.web.page import DoneBefore, Page
from payables.dashboard.web.replies import Refused, Reply, Shown
from payables.dashboard.web.state import SiteState
from payables.dashboard.web.templates import Templates
from payables.kit.errors import Refusal
from payables.platform.db import RETRYABLE, Actor, Transaction
from payables.platform.http import body, errors
from payables.platform.http.answer import Answer
from payables.platform.http.exchange import Exchange
from payables.platform.http.one_transaction import in_transaction, with_retries
from payables.platform.settings import Settings

OPEN: dict[str, Any] = {"open": True}  # of what is no route of ours


@dataclass(frozen=True, slots=True)
class Visits:
    """`api` is the Litestar application behind the edge."""

    pages: Litestar
    api: Litestar
    settings: Settings
    gate: SessionGate
    state: SiteState
    templates: Templates

    def cookie(self, exchange: Exchange) -> str | None:
        """What the browser sent as the secret of a session."""
        try:
            found = SimpleCookie(exchange.header(b"cookie") or "").get(
                cookie_name(self.settings.env, secure=self.state.secure)
            )
        except CookieError:
            return None
        return found.value if found else None

    async def visit(self, exchange: Exchange, route: dict[str, Any], content: body.Content) -> Answer:
        """Raises Refused, Refusal."""
        try:
            return await self._visited(exchange, route, content)
        except DoneBefore as done:
            return done.reply
        except (Refused, Refusal) as refusal:
            again = route.get("again")
            if again is None or not 400 <= refusal.status < 500:
                raise
            return await self._again(exchange, route, content, again, refusal)

    async def nowhere(self, exchange: Exchange, refused: Refused) -> Reply | None:
        """With the navigation; None for whoever is not signed in to an account."""

        async def on(connection: Any) -> Reply:
            page = await self._page(connection, exchange, OPEN, body.Content(b""))
            if page.calls is None:
                return Reply(refused.status)
            values = {"refused": refused, "request_id": exchange.request_id}
            reply = await self._finished(page, page.show("errors/nowhere.html", status=refused.status, **values))
            reply.error_code = refused.code
            return reply

        reply = await in_transaction(self.state.database, on, writes=False)
        return reply if reply.body else None

    async def _visited(self, exchange: Exchange, route: dict[str, Any], content: body.Content) -> Answer:
        async def on(connection: Any) -> Reply:
            return await self._answered(await self._page(connection, exchange, route, content), exchange, content)

        if route.get("alone"):
            return await self._alone(exchange, route, content)
        try:
            writes = route.get("writes", False)
            return await with_retries(lambda: in_transaction(self.state.database, on, writes=writes))
        except RETRYABLE as given_up:
            raise errors.Conflict from given_up

    async def _alone(self, exchange: Exchange, route: dict[str, Any], content: body.Content) -> Reply:
        """An action that hashes a password, and that keeps what failed: it holds no connection, and opens transactions of its
        own."""
        return await self._answered(await self._page_alone(exchange, route, content), exchange, content)

    async def _again(
        self, exchange: Exchange, route: dict[str, Any], content: body.Content, again: Any, refusal: Any
    ) -> Reply:
        """The page of a form that was refused, with what was typed."""

        async def shown(page: Page) -> Reply:
            if page.reply:
                return page.reply
            page.refusal = refusal
            reply = await again(page, **exchange.scope.get("path_params", {}))
            if isinstance(refusal, Refusal):
                reply.headers += [(n.lower().encode(), v.encode()) for n, v in refusal.answer_headers.items()]
            return await self._finished(page, reply)

        async def on(connection: Any) -> Reply:
            return await shown(await self._page(connection, exchange, route, content))

        if again.is_alone:
            return await shown(await self._page_alone(exchange, route, content))
        return await in_transaction(self.state.database, on, writes=False)

    async def _page_alone(self, exchange: Exchange, route: dict[str, Any], content: body.Content) -> Page:
        async with self.state.database.pool.acquire() as connection, connection.transaction(readonly=True):
            page = await self._page(connection, exchange, route, content)
        page.connection = page.calls = None
        return page

    async def _page(self, connection: Any, exchange: Exchange, route: dict[str, Any], content: body.Content) -> Page:
        """Who asks for what; its reply is there already where they are led elsewhere."""
        secret = exchange.state["secret"] = self.cookie(exchange)
        session = exchange.state["session"] = await self.gate(connection, secret, exchange.now)
        calls = self._calls(connection, exchange, session)
        page = Page(exchange, connection, self.settings, session, calls, content, self.state)
        page.again = route.get("again")
        if not exchange.is_read:
            page.form = forms.of_request(exchange, page.query)
        if reply := led_elsewhere(page, route):
            page.reply = await self._finished(page, reply)
        return page

    def _calls(self, connection: Any, exchange: Exchange, session: Session | None) -> Calls | None:
        if session is None or session.caller is None:
            return None
        caller, database = session.caller, self.state.database
        exchange.caller = caller
        actor = Actor(caller.user_id, f"session {session.id}", exchange.request_id)
        tx = Transaction(connection, caller.account_id, exchange.now, actor, database.numbers)
        return Calls(self.api, database, self.settings, exchange, tx, caller)

    async def _answered(self, page: Page, exchange: Exchange, content: body.Content) -> Reply:
        return page.reply or await self._run(page, exchange, content)

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
