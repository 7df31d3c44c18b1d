"""A statement comes in as a file."""

from payables.dashboard.pages.places import groups_of, places_of
from payables.dashboard.pages.purchasing.statements import PATH
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.dashboard.web.sent_texts import with_sent_texts
from payables.platform.caller import Permission
from payables.platform.settings import Settings

LARGEST = 10 * 1024 * 1024  # as the API


def _max_body(_: Settings) -> int:
    return LARGEST


@page("/statements/new", needs=Permission.INVOICES_EDIT)
async def show_new_statement(page: Page) -> Reply:
    """The form for the file and what the file does not say."""
    if page.refusal:
        page.form = await with_sent_texts(page)
    places = await places_of(page, one_company=True)
    return page.show(
        "purchasing/statements/new.html",
        places=places,
        groups=await groups_of(page),
        currency=places.currency(places.company_id),
    )


@action("/statements/new", again=show_new_statement, max_body=_max_body)
async def upload_statement(page: Page) -> Reply:
    """The API takes the file as the browser sent it."""
    called = await page.forward(f"{PATH}/upload", listed="/statements")
    return page.go(f"/statements/{called.data['id']}", said="statement_entered")
