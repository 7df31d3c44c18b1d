"""Who gets in: what is asked before anything of a request is read, and of whom a page or a form is."""

from typing import Any, NoReturn

from litestar import Litestar

from payables.access.actions.read_owner import read_owner
from payables.access.actions.read_session import SessionGate
from payables.access.model.people import Session
from payables.dashboard.web import forms
from payables.dashboard.web.address import is_kept, parameters
from payables.dashboard.web.expired import sign_in_first, stale
from payables.dashboard.web.origin import address_token, is_of
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply, see_other
from payables.dashboard.web.state import SiteState
from payables.kit.errors import Refusal
from payables.platform.http import body, errors
from payables.platform.http.exchange import Exchange


class OperatorsOnly(Refusal):
    """This page is for the operators of the installation: ask one of them."""

    status = 403
    code = "operators_only"


def page_of_form(exchange: Exchange, pages: Litestar) -> Reply | None:
    """To the page that a form stands on, for whoever loads anew what the form answered: that has no address of its own."""
    if exchange.method not in ("GET", "HEAD"):
        return None
    opt, parts = exchange.route_of(pages, "POST") or ({}, {})
    again = opt.get("again")
    kept = {name: value for name, value in parameters(exchange) if is_kept(name)}
    return see_other(again.path(parts), **kept) if again else None


def refuse_unknown(exchange: Exchange, pages: Litestar) -> NoReturn:
    """Whether somebody is signed in or not. Raises NoSuchPath, MethodNotAllowed."""
    if allowed := exchange.allowed_methods(pages):
        raise errors.MethodNotAllowed(allow=", ".join(allowed))
    raise errors.NoSuchPath


async def check_before_reading(exchange: Exchange, state: SiteState, gate: SessionGate, cookie: str | None) -> None:
    """Strangers have neither files nor large forms read: people who are signed in have both; those whose session has ended
    have a form read, which they are offered again. Raises MissingCredentials."""
    if not exchange.is_multipart and not exchange.is_larger_than(forms.SMALL):
        return
    async with state.database.pool.acquire() as connection, connection.transaction(readonly=True):
        session = await gate(connection, cookie, exchange.now)
    if session is not None and (session.caller is not None or not exchange.is_multipart):
        return
    if exchange.is_multipart or await read_owner(state.database, state.mint, cookie) is None:
        raise errors.MissingCredentials


def led_elsewhere(page: Page, route: dict[str, Any]) -> Reply | None:
    """Where somebody has to sign in or to choose an account first, or sends a form that is of somewhere else. Raises
    OperatorsOnly, StaleForm."""
    if route.get("open"):
        return None
    return _not_in(page, route) or _not_of(page)


def _not_in(page: Page, route: dict[str, Any]) -> Reply | None:
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
    was chosen since: for that its origin is enough."""
    session, exchange = page.session, page.exchange
    if exchange.is_read or session is None or is_of(_token_of(session, exchange), page.form.text(forms.TOKEN)):
        return None
    return stale(page)


def _token_of(session: Session, exchange: Exchange) -> str:
    """What a form of this session carries; in its address it carries another one."""
    if exchange.media_type == body.FORM:
        return session.form_token
    return address_token(session.form_token, exchange.path)
