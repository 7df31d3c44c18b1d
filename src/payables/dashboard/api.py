"""All pages of the dashboard, on one screen, and the site that serves them."""

from typing import Any

from litestar import Litestar
from litestar.exceptions import HTTPException

from payables.access.actions.read_session import SessionGate
from payables.access.model import Mint
from payables.dashboard.pages import document, find, history, home, queue
from payables.dashboard.pages.approvals.routes import APPROVALS
from payables.dashboard.pages.exports.routes import EXPORTS
from payables.dashboard.pages.integration.routes import INTEGRATION
from payables.dashboard.pages.invoice.routes import INVOICE
from payables.dashboard.pages.master_data.routes import MASTER_DATA
from payables.dashboard.pages.operator.routes import OPERATOR
from payables.dashboard.pages.overview.routes import OVERVIEW
from payables.dashboard.pages.purchasing.routes import PURCHASING
from payables.dashboard.pages.sign_in.routes import SIGN_IN
from payables.dashboard.pages.uploads.routes import UPLOADS
from payables.dashboard.web.site import Site
from payables.dashboard.web.state import SiteState
from payables.platform.db import Database
from payables.platform.http.translate import raise_to_edge
from payables.platform.settings import Settings

PAGES = [
    *SIGN_IN,
    *OPERATOR,
    *OVERVIEW,
    *APPROVALS,
    home.show_home,
    home.show_help,
    queue.show_queue,
    queue.archive_selected,
    queue.restore_selected,
    *INVOICE,
    *UPLOADS,
    document.show_page_of_invoice,
    document.show_words_of_invoice,
    document.show_page_of_upload,
    document.show_words_of_upload,
    document.show_rendering,
    *PURCHASING,
    *EXPORTS,
    *INTEGRATION,
    find.find_vendors,
    find.find_dimensions,
    find.find_entries,
    find.find_people,
    history.show_history,
    history.show_head,
    *MASTER_DATA,
]


def make_pages() -> Litestar:
    """The routes alone."""
    return Litestar(
        route_handlers=[page.route for page in PAGES],
        openapi_config=None,
        exception_handlers={HTTPException: raise_to_edge, Exception: raise_to_edge},
        request_max_body_size=None,
        logging_config=None,
        debug=False,
    )


def make_site(api: Litestar, database: Database, settings: Settings, secret_key: bytes, **parts: Any) -> Site:
    """`parts`: what else SiteState holds."""
    secure = settings.base_url.startswith("https://")
    state = SiteState(secret_key, database, Mint(settings.env, secret_key), secure=secure, **parts)
    return Site(make_pages(), api, settings, SessionGate(settings.env, secret_key), state)


def first_segments(site: Site) -> frozenset[str]:
    """Of all pages: `queue` of /queue/{name}."""
    return frozenset(route.path.split("/")[1] for route in site.pages.routes) | {"static"}
