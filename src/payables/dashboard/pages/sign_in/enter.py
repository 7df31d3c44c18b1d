"""Signing in with e-mail address and password, then with a code where the second factor is on, and signing out."""

from payables.access.actions.read_owner import read_owner
from payables.access.actions.sign_in_code import sign_in_code
from payables.access.actions.sign_in_person import sign_in_person
from payables.access.actions.sign_out import sign_out as end_session
from payables.access.model.people import NewSession
from payables.dashboard.web.carried import Carried, carried_by, names_of
from payables.dashboard.web.cookies import forget_session, keep_session
from payables.dashboard.web.own_path import own_path
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.dashboard.web.visitors import secret_of, visitor_of
from payables.platform.settings import Settings


def carrying(settings: Settings) -> int:
    """Room for a form of the largest size, written as JSON and encoded once more."""
    return 4 * settings.max_json_bytes


@page("/signin", open_to_all=True)
async def show_sign_in(page: Page) -> Reply:
    """Whoever is signed in goes on at once."""
    if page.session and not page.session.second_factor_pending:
        return page.go(_next(page))
    return page.show("sign_in/enter.html", next=_next(page), carried=carried_by(page))


@action("/signin", again=show_sign_in, open_to_all=True, alone=True, max_form=carrying)
async def sign_in(page: Page) -> Reply:
    """A password that is right; the second factor may still be owed."""
    opened = await sign_in_person(
        page.state.database,
        page.state.mint,
        email=page.form["email"],
        password=page.form.raw("password"),
        visitor=visitor_of(page),
        instead_of=secret_of(page),
    )
    return await go_on(page, opened)


@page("/signin/code", open_to_all=True)
async def show_code(page: Page) -> Reply:
    """For whoever has typed the right password."""
    if page.session is None or not page.session.second_factor_pending:
        return await show_sign_in(page)
    return page.show("sign_in/code.html", next=_next(page), carried=carried_by(page), was=page.form["was"])


@action("/signin/code", again=show_code, open_to_all=True, alone=True, max_form=carrying)
async def enter_code(page: Page) -> Reply:
    """A code of the authenticator app, or a recovery code."""
    opened = await sign_in_code(
        page.state.database,
        page.state.mint,
        secret=secret_of(page) or "",
        code=page.form["code"],
        visitor=visitor_of(page),
    )
    return await go_on(page, opened)


@action("/signout", open_to_all=True)
async def sign_out(page: Page) -> Reply:
    """Also where the session has ended already."""
    if page.session:
        await end_session(page.state.database, page.connection, page.session, visitor_of(page))
    forget_session(page)
    return page.go("/signin", said="signed_out")


async def go_on(page: Page, opened: NewSession) -> Reply:
    """With the new session: to its second factor, to the form that was carried through, or to the page that was wanted."""
    await keep_session(page, opened)
    carried = carried_by(page)
    if opened.second_factor_pending:
        if carried is None:
            next = _next(page)
            return page.go("/signin/code", next=None if next == "/" else next)
        was = await read_owner(page.state.database, page.state.mint, secret_of(page)) or ""
        return page.show("sign_in/code.html", next=_next(page), carried=carried, was=was)
    if carried is None:
        return page.go(_next(page))
    return await _offer(page, carried)


async def _offer(page: Page, carried: Carried) -> Reply:
    """The form once more: to be sent by the person who has typed it and in the account that it was typed in, to be read by
    anybody who could see it anyway."""
    was = page.form["was"] or await read_owner(page.state.database, page.state.mint, secret_of(page))
    session = page.session
    same = session is not None and session.caller is not None and session.email == was
    there = session is not None and session.place == carried.place
    return page.show("sign_in/resume.html", carried=carried, fields=names_of(carried), same=same, there=there)


def _next(page: Page) -> str:
    """Where to go afterwards; never back to the sign-in itself."""
    wanted = own_path(page.form.optional("next") or page.query.get("next"))
    return "/" if wanted.startswith(("/signin", "/signout", "/welcome")) else wanted
