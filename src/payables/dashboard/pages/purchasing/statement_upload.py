"""A statement comes in as a file."""

from payables.dashboard.pages.places import groups_of, places_of
from payables.dashboard.pages.purchasing.statements import PATH
from payables.dashboard.pages.vendors_named import vendor_named
from payables.dashboard.texts import text
from payables.dashboard.web.calls import Called
from payables.dashboard.web.page import Page
from payables.dashboard.web.parts import parts_of, send_file
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.dashboard.web.sent_texts import with_sent_texts
from payables.platform.caller import Permission
from payables.platform.settings import Settings

VENDOR = "erp_vendor_id"
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
        called={VENDOR: text("purchasing.vendor")},
        places=places,
        groups=await groups_of(page),
        currency=places.currency(places.company_id),
    )


@action("/statements/new", again=show_new_statement, max_body=_max_body)
async def upload_statement(page: Page) -> Reply:
    """The API takes the file as the browser sent it, but for the vendor, who may be called by name as everywhere."""
    texts = await with_sent_texts(page)
    typed, company = texts.text(VENDOR), texts.number("ottimate_company_id")
    if not typed or company is None or not page.may(Permission.VENDORS_READ):
        called = await page.forward(f"{PATH}/upload", listed="/statements")
    else:
        called = await _send(page, await vendor_named(page, company, typed, VENDOR))
    return page.go(f"/statements/{called.data['id']}", said="statement_entered")


async def _send(page: Page, vendor_id: int) -> Called:
    """Raises Refused, DoneBefore."""
    parts = await parts_of(page)
    file = parts.file("file")
    if file is None:
        return await page.forward(f"{PATH}/upload", listed="/statements")
    sent = {name: values[-1] for name, values in parts.texts.items() if name != VENDOR and not name.startswith("_")}
    fields = {**sent, "ottimate_vendor_id": str(vendor_id)}
    return await send_file(page, f"{PATH}/upload", fields, file, once=True, listed="/statements")
