"""Nobody is signed in (any more): where they go, and what becomes of what they had typed."""

from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply, see_other


def sign_in_first(page: Page) -> Reply:
    """A page is found again after signing in. A form is kept in the sign-in page, and offered once more afterwards."""
    if page.exchange.is_read:
        asked = page.exchange.scope["query_string"].decode("latin-1")
        path = page.path + (f"?{asked}" if asked else "")
        return see_other("/signin", next=None if path == "/" else path)
    return page.show("errors/expired.html", status=401, action=page.path, typed=page.form.typed)
