"""Where a page is asked for from, as the door writes it down."""

from payables.access.model.people import Visitor
from payables.dashboard.web.page import Page


def visitor_of(page: Page) -> Visitor:
    exchange = page.exchange
    return Visitor.of(exchange.source, exchange.header(b"user-agent"), exchange.request_id)


def secret_of(page: Page) -> str | None:
    """What the browser sent as the secret of a session, live or not."""
    return page.exchange.state.get("secret")
