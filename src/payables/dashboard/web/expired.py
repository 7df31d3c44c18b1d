"""Nobody is signed in (any more): where they go, and what becomes of what they had typed."""

from payables.dashboard.web.carried import carried_by
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply, see_other


def sign_in_first(page: Page) -> Reply:
    """A page is found again after signing in. A form is kept in the sign-in page, and offered once more afterwards."""
    if page.exchange.is_read:
        asked = page.exchange.scope["query_string"].decode("latin-1")
        path = page.path + (f"?{asked}" if asked else "")
        return see_other("/signin", next=None if path == "/" else path)
    carried = carried_by(page)
    if page.session and not page.session.second_factor_pending:
        return page.show("errors/rights_ended.html", status=403, carried=carried)
    return page.show("errors/expired.html", status=401, carried=carried, next=_page_of(page.path))


def _page_of(path: str) -> str:
    """Where a form without anything typed leads: the page that it stood on is not known, its area is."""
    return f"/{path.split('/')[1]}"
