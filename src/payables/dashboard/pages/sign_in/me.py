"""One's own sign-in: password, second factor, and where one is signed in."""

from payables.access.actions.change_password import change_password
from payables.access.actions.read_own_sign_in import read_own_sign_in
from payables.access.actions.sign_out import sign_out_one, sign_out_others
from payables.access.actions.switch_on_totp import offered_totp
from payables.dashboard.pages.sign_in.welcome import new_password
from payables.dashboard.shown.browsers import browser
from payables.dashboard.web.cookies import keep_session
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.dashboard.web.visitors import visitor_of
from payables.kit.errors import NotFound
from payables.kit.ids import parse_uuid

EVENTS = 12


@page("/me", without_account=True)
async def show_me(page: Page) -> Reply:
    """Of nobody else."""
    assert page.session
    found = await read_own_sign_in(page.state.database, page.connection, page.session, events=EVENTS)
    offered = await offered_totp(page.state.database, page.connection, page.state.mint, page.session)
    return page.show(
        "me/show.html",
        own=found.own,
        offered=offered is not None,
        sessions=found.sessions,
        events=found.events,
        browser=browser,
    )


@action("/me/password", again=show_me, without_account=True, alone=True)
async def put_password(page: Page) -> Reply:
    """Every other browser is signed out, and this one gets a new session."""
    assert page.session
    opened = await change_password(
        page.state.database,
        page.state.mint,
        page.session,
        present=page.form.raw("present"),
        password=new_password(page),
        visitor=visitor_of(page),
    )
    await keep_session(page, opened)
    return page.go("/me", said="password_changed")


@action("/me/sessions/end", again=show_me, without_account=True)
async def end_session(page: Page) -> Reply:
    """Sign out one other browser. Raises NotFound."""
    assert page.session
    wanted = parse_uuid(page.form["session"])
    database = page.state.database
    ended = wanted and await sign_out_one(database, page.connection, page.session, wanted, visitor_of(page))
    if not ended:
        raise NotFound(what="session")
    return page.go("/me", said="session_ended")


@action("/me/sessions/end-others", again=show_me, without_account=True)
async def end_others(page: Page) -> Reply:
    assert page.session
    await sign_out_others(page.state.database, page.connection, page.session, visitor_of(page))
    return page.go("/me", said="sessions_ended")
