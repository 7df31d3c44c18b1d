"""The second factor: switching it on with a QR code, off, and recovery codes, which are shown once."""

from payables.access.actions.renew_recovery_codes import renew_recovery_codes
from payables.access.actions.switch_off_totp import switch_off_totp
from payables.access.actions.switch_on_totp import offer_totp, offered_totp, switch_on_totp
from payables.dashboard.pages.sign_in.me import show_me
from payables.dashboard.shown.qr import qr_path
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.dashboard.web.visitors import visitor_of


@action("/me/second-factor", again=show_me, without_account=True, alone=True)
async def begin(page: Page) -> Reply:
    """With the password, a secret is offered; it counts once a code of it was shown."""
    assert page.session
    password, visitor = page.form.raw("password"), visitor_of(page)
    await offer_totp(page.state.database, page.state.mint, page.session, password=password, visitor=visitor)
    return page.go("/me/second-factor")


@page("/me/second-factor", without_account=True)
async def show_offer(page: Page) -> Reply:
    """The QR code, drawn here; where nothing waits (any more), the page on which it begins."""
    assert page.session
    offered = await offered_totp(page.state.database, page.connection, page.state.mint, page.session)
    if offered is None:
        return await show_me(page) if page.refusal else page.go("/me", said="second_factor_not_offered")
    size, path = qr_path(offered.address)
    return page.show("me/second_factor.html", offered=offered, size=size, qr=path)


@action("/me/second-factor/confirm", again=show_offer, without_account=True, alone=True)
async def confirm(page: Page) -> Reply:
    """A code of the authenticator app switches it on."""
    assert page.session
    code, visitor = page.form["code"], visitor_of(page)
    codes = await switch_on_totp(page.state.database, page.state.mint, page.session, code=code, visitor=visitor)
    return page.show("me/recovery_codes.html", codes=codes, new=True)


@action("/me/second-factor/off", again=show_me, without_account=True, alone=True)
async def switch_off(page: Page) -> Reply:
    assert page.session
    password, visitor = page.form.raw("password"), visitor_of(page)
    await switch_off_totp(page.state.database, page.state.mint, page.session, password=password, visitor=visitor)
    return page.go("/me", said="second_factor_off")


@action("/me/recovery-codes", again=show_me, without_account=True, alone=True)
async def renew_codes(page: Page) -> Reply:
    """The older ones stop working."""
    assert page.session
    password, visitor = page.form.raw("password"), visitor_of(page)
    codes = await renew_recovery_codes(
        page.state.database, page.state.mint, page.session, password=password, visitor=visitor
    )
    return page.show("me/recovery_codes.html", codes=codes, new=False)
