"""Nobody is signed in (any more), or somebody in another account: where they go, and what becomes of what they had typed."""

from urllib.parse import quote

from payables.dashboard.web.carried import Carried, carried_by
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply, see_other
from payables.dashboard.web.visitors import secret_of
from payables.kit.errors import Refusal


def sign_in_first(page: Page) -> Reply:
    """A page is found again after signing in. A form is kept in the sign-in page, and offered once more afterwards."""
    if page.exchange.is_read:
        asked = page.exchange.scope["query_string"].decode("latin-1")
        path = quote(page.path) + (f"?{asked}" if asked else "")
        return see_other("/signin", next=None if path == "/" else path)
    carried = carried_by(page)
    if page.session and not page.session.second_factor_pending:
        return page.show("errors/rights_ended.html", status=403, carried=carried)
    why = _why(page, carried)
    return page.show("errors/expired.html", status=401, carried=carried, next=_page_of(page.path), why=why)


def _why(page: Page, carried: Carried | None) -> str:
    """Which sentence is true: whoever signs out takes away who it was, and what is not carried is not offered again."""
    if carried is None:
        return "errors.nothing_done"
    if secret_of(page):
        return "errors.expired"
    return "errors.signed_out" if carried.shown else "errors.nothing_done"


class StaleForm(Refusal):
    """This form was made for another sign-in, account or company than the one of now, and nothing was done: open its page
    again and send it there."""

    status = 409
    code = "stale_form"


def stale(page: Page) -> Reply:
    """What was typed, to be copied. Raises StaleForm where there is nothing to show."""
    carried = carried_by(page)
    if carried is None:
        raise StaleForm
    return page.show("errors/stale.html", status=StaleForm.status, carried=carried)


def _page_of(path: str) -> str:
    """Where a form without anything typed leads: the page that it stood on is not known, its area is."""
    return f"/{path.split('/')[1]}"
