"""What one unit of a vendor's item is of another: taught, tried and forgotten."""

from typing import Any

from payables.dashboard.pages.lists import filters_of, listed, told_above
from payables.dashboard.pages.places import company_of, places_of
from payables.dashboard.pages.typed_values import sent_values
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Feature, Permission

PATH = "/v1/unit-conversions"
FILTERS = ("sku", "item_name")
TEXTS = ("erp_vendor_id", "sku", "item_name", "from_unit", "to_unit")
TRIED = ("text", "unit", "to_unit")


@page("/matching/units", needs=Permission.PURCHASING_READ, feature=Feature.PURCHASE_ORDERS)
async def show_units(page: Page) -> Reply:
    """Conversions of one company, and how a pack is read."""
    places = await places_of(page, one_company=True)
    return page.show(
        "purchasing/matching/units.html",
        places=places,
        found=await listed(page, PATH, FILTERS, "results", ottimate_company_id=places.company_id),
        filters=filters_of(page, FILTERS),
        tried=await _tried(page),
        may_manage=page.may(Permission.MATCHING_MANAGE),
    )


@action("/matching/units", again=show_units)
async def teach_conversion(page: Page) -> Reply:
    """For one item of a vendor."""
    company = await company_of(page)
    typed = {name: value for name, value in sent_values(page, TEXTS, ("factor",)).items() if value is not None}
    await page.post(PATH, {"from_unit": "", "to_unit": "", **typed, "ottimate_company_id": company})
    return page.go("/matching/units", said="conversion_taught", ottimate_company_id=company)


@action("/matching/units/{id:str}/delete", again=show_units)
async def forget_conversion(page: Page, id: str) -> Reply:
    """It is no longer known."""
    company = await company_of(page)
    await page.delete(f"{PATH}/{id}")
    return page.go("/matching/units", said="conversion_forgotten", of=id, ottimate_company_id=company)


@action("/matching/units/{id:str}/restore", again=show_units)
async def restore_conversion(page: Page, id: str) -> Reply:
    """As it was when it was forgotten."""
    company = await company_of(page)
    await page.post(f"{PATH}/{id}/restore")
    return page.go("/matching/units", said="conversion_taught", ottimate_company_id=company)


async def _tried(page: Page) -> dict[str, Any] | None:
    """How the pack of the address is read."""
    if not page.query.get("text"):
        return None
    return await told_above(page, page.get("/v1/packs", {name: page.query.get(name) for name in TRIED}), None)
