"""How a company matches: when an order is needed, and how much more than agreed does not matter."""

from typing import Any
from urllib.parse import quote

from payables.dashboard.pages.dimensions_named import called_by_ids, dimension_meant
from payables.dashboard.pages.lists import listed
from payables.dashboard.pages.places import company_of, places_of
from payables.dashboard.pages.typed_values import changed_values, sent_values
from payables.dashboard.pages.vendors_named import vendor_named
from payables.dashboard.texts import text
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Feature, Permission

SETTINGS, TOLERANCES = "/v1/matching/settings", "/v1/matching/tolerances"
NEEDED = ("when_named", "when_open", "always", "never")
LIMITS = ("price_percent", "price_amount", "quantity_percent", "quantity_amount", "charge_percent", "charge_amount")


@page("/matching", needs=Permission.PURCHASING_READ, feature=Feature.PURCHASE_ORDERS)
async def show_matching(page: Page) -> Reply:
    """Settings and tolerances of one company."""
    places = await places_of(page, one_company=True)
    company = places.company_id
    called = await page.ask(SETTINGS, {"ottimate_company_id": company})
    found = await listed(page, TOLERANCES, (), "results", ottimate_company_id=company)
    return page.show(
        "purchasing/matching/show.html",
        places=places,
        currency=places.currency(company),
        settings=called.data,
        etag=page.seen(called.etag, "/matching/settings"),
        needed=[(word, text(f"matching.needed.{word}")) for word in NEEDED],
        found=found,
        limits=LIMITS,
        categories=await called_by_ids(page, sorted({row["category"] for row in found["results"] if row["category"]})),
        may_manage=page.may(Permission.MATCHING_MANAGE),
    )


@action("/matching/settings", again=show_matching)
async def change_settings(page: Page) -> Reply:
    """When an invoice without an order is kept back."""
    company = await company_of(page)
    body = {"orders_needed": page.form.text("orders_needed")}
    await page.patch(SETTINGS, body, etag=page.form.etag, ottimate_company_id=company)
    return _here(page, company, "matching_changed")


@action("/matching/tolerances", again=show_matching)
async def add_tolerance(page: Page) -> Reply:
    """For a vendor, a category of lines, or the company."""
    company = await company_of(page)
    body: dict[str, Any] = {
        **sent_values(page, (), LIMITS),
        "category": await _category(page, company),
        "ottimate_company_id": company,
        "ottimate_vendor_id": await _vendor(page, company),
    }
    await page.post(TOLERANCES, body)
    return _here(page, company, "tolerance_added")


@action("/matching/tolerances/{id:str}", again=show_matching)
async def change_tolerance(page: Page, id: str) -> Reply:
    """Only the limits that were touched."""
    company = await company_of(page)
    await page.patch(f"{TOLERANCES}/{id}", changed_values(page, (), LIMITS), etag=page.form.etag)
    return _here(page, company, "tolerance_changed")


@action("/matching/tolerances/{id:str}/delete", again=show_matching)
async def delete_tolerance(page: Page, id: str) -> Reply:
    """What holds more generally holds again."""
    company = await company_of(page)
    await page.delete(f"{TOLERANCES}/{id}", etag=page.form.etag)
    return page.go("/matching", said="tolerance_deleted", of=id, ottimate_company_id=company)


@action("/matching/tolerances/{id:str}/restore", again=show_matching)
async def restore_tolerance(page: Page, id: str) -> Reply:
    """As it was when it was deleted."""
    company = await company_of(page)
    await page.post(f"{TOLERANCES}/{id}/restore")
    return _here(page, company, "tolerance_added")


def _here(page: Page, company: int | None, said: str) -> Reply:
    return page.go("/matching", said=said, ottimate_company_id=company)


async def _vendor(page: Page, company: int | None) -> int | None:
    """The one that was named; none for all. Raises InvalidFields."""
    named = page.form.text("erp_vendor_id")
    return await vendor_named(page, company, named, "erp_vendor_id") if named else None


async def _category(page: Page, company: int | None) -> str | None:
    """The id of the dimension that was chosen, or named in words. Raises InvalidFields."""
    typed = page.form.optional("category")
    if typed is None or await _dimension(page, typed):
        return typed
    meant = await dimension_meant(page, company, None, typed, "category")
    return meant["id"] if meant else typed


async def _dimension(page: Page, id: str) -> dict[str, Any] | None:
    answer = await page.find(f"/v1/dimensions/{quote(id, safe='')}")
    return answer["dimension"] if answer else None
