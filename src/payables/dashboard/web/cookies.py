"""The cookie of a session: no script reads it, and no other site's form or picture sends it."""

from payables.access.actions.read_session import SessionGate, read_new_session
from payables.access.model.people import NewSession, cookie_name
from payables.dashboard.web.page import Page


async def keep_session(page: Page, opened: NewSession) -> None:
    """Until the session's longest time; when it is over is decided here, not by the browser. The page goes on in it."""
    seconds = int((opened.ends_at - page.exchange.now).total_seconds())
    page.cookies.append(_cookie(page, opened.secret, seconds))
    gate = SessionGate(page.settings.env, page.state.secret_key)
    page.session = await read_new_session(page.state.database, gate, opened.secret)


def forget_session(page: Page) -> None:
    page.cookies.append(_cookie(page, "", 0))


def _cookie(page: Page, value: str, seconds: int) -> str:
    """Lax: whoever follows a link in a mail is still signed in. Forms of other sites are refused by where they come from."""
    secure: bool = page.state.secure
    name = cookie_name(page.settings.env, secure=secure)
    return f"{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{'; Secure' if secure else ''}"
