"""Whose lines are matched with the catalog at all: vendor by vendor."""

from payables.dashboard.pages.lists import listed
from payables.dashboard.pages.places import company_of, places_of
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Feature, Permission

PATH = "/v1/catalog/item-validation"
SWITCHES: dict[str, bool | None] = {"on": True, "off": False, "default": None}


@page("/catalog/validation", needs=Permission.CATALOG_READ, feature=Feature.CATALOG_MATCH)
async def show_validation(page: Page) -> Reply:
    """Vendors with entries, and those of whom somebody has said so."""
    places = await places_of(page, one_company=True)
    return page.show(
        "purchasing/catalog/validation.html",
        found=await listed(page, PATH, (), "results", ottimate_company_id=places.company_id),
        places=places,
        may_write=page.may(Permission.CATALOG_WRITE),
    )


@action("/catalog/validation", again=show_validation)
async def switch_validation(page: Page) -> Reply:
    """On, off, or back to what holds where nobody says anything."""
    body = {"ottimate_vendor_id": page.form.number("ottimate_vendor_id")}
    company = await company_of(page)
    switch = SWITCHES.get(page.form.text("switch"))
    await page.patch(PATH, {**body, "item_validation": switch}, ottimate_company_id=company)
    return page.go("/catalog/validation", said="validation_switched", ottimate_company_id=company)
