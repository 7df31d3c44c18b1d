"""Entering and changing a vendor. Bank details of one that is there have a form of their own."""

from payables.dashboard.pages.lists import choices
from payables.dashboard.pages.master_data.vendors import PATH
from payables.dashboard.pages.places import places_of
from payables.dashboard.pages.typed_values import changed_values, sent_values
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Permission

METHODS = ("ach", "check", "credit_card", "wire_transfer", "unknown")
FIELDS = (
    "erp_vendor_name", "erp_vendor_id", "email", "phone", "net_terms", "payment_method", "address_line_1", "address_line_2",
    "zipcode", "city", "state", "tax_id",
)  # fmt: skip


@page("/vendors/new", needs=Permission.VENDORS_WRITE)
async def show_new_vendor(page: Page) -> Reply:
    """An empty form, or what was typed into it."""
    return page.show(
        "master_data/vendors/new.html", places=await places_of(page), methods=choices("vendors.method", METHODS)
    )


@action("/vendors/new", again=show_new_vendor)
async def enter_vendor(page: Page) -> Reply:
    """Its first account is in force with it."""
    values = sent_values(page, (*FIELDS, "iban"))
    body = {**values, "ottimate_company_id": page.form.number("ottimate_company_id") or 0}
    called = await page.post(PATH, body)
    return page.go(f"/vendors/{called.data['id']}", said="vendor_entered")


@page("/vendors/{id:str}/edit", needs=Permission.VENDORS_WRITE)
async def show_vendor_form(page: Page, id: str) -> Reply:
    """The vendor as it is, with what was typed where something was."""
    called = await page.ask(f"{PATH}/{id}")
    return page.show(
        "master_data/vendors/edit.html",
        vendor=called.data["vendor"],
        etag=page.seen(called.etag),
        methods=choices("vendors.method", METHODS),
    )


@action("/vendors/{id:str}/edit", again=show_vendor_form)
async def change_vendor(page: Page, id: str) -> Reply:
    """Only what was touched: the rest stays what it is by now."""
    if changed := changed_values(page, FIELDS):
        await page.patch(f"{PATH}/{id}", changed, etag=page.form.etag)
    return page.go(f"/vendors/{id}", said="vendor_changed")
