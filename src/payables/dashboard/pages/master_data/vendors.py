"""Vendors: the list, and one vendor with its bank details, its invoices and what its papers have taught."""

from typing import Any

from payables.dashboard.pages.lists import filters_of, listed
from payables.dashboard.pages.people import names_of_users
from payables.dashboard.pages.places import places_of
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Feature, Permission

PATH = "/v1/vendors"
FILTERS = ("search",)
SHOWN_INVOICES = 10
SHOWN_ENTRIES = 50


@page("/vendors", needs=Permission.VENDORS_READ)
async def show_vendors(page: Page) -> Reply:
    """The list with the filters of its address."""
    places = await places_of(page)
    return page.show(
        "master_data/vendors/list.html",
        found=await listed(page, PATH, FILTERS, "vendors", ottimate_company_id=places.company_id),
        filters=filters_of(page, FILTERS),
        places=places,
        may_write=page.may(Permission.VENDORS_WRITE),
    )


@page("/vendors/{id:str}", needs=Permission.VENDORS_READ)
async def show_vendor(page: Page, id: str) -> Reply:
    """All that there is of one vendor, as far as the person may see it."""
    vendor = (await page.get(f"{PATH}/{id}"))["vendor"]
    changes = await page.get(f"{PATH}/{id}/bank-changes", {"limit": 20})
    return page.show(
        "master_data/vendors/show.html",
        vendor=vendor,
        changes=changes,
        waiting=next((one for one in changes["results"] if one["status"] == "open"), None),
        me=page.caller and page.caller.user_id,
        settings=await page.find("/v1/vendor-settings", {"ottimate_company_id": vendor["ottimate_company_id"]}),
        memory=await page.find(f"{PATH}/{id}/reading-memory"),
        validation=await _validation(page, vendor),
        invoices=await page.find("/v1/invoices", {"ottimate_vendor_id": id, "limit": SHOWN_INVOICES}),
        history=await _history(page, id),
        may_write=page.may(Permission.VENDORS_WRITE),
        may_confirm=page.may(Permission.VENDORS_CONFIRM_BANK),
        may_match=page.may(Permission.CATALOG_WRITE, Feature.CATALOG_MATCH),
    )


@action("/vendors/{id:str}/bank-details", again=show_vendor)
async def ask_bank_details(page: Page, id: str) -> Reply:
    """Other accounts wait for a second person."""
    if not page.form.is_touched("iban"):
        return page.go(f"/vendors/{id}", said="bank_details_same")
    body = {"iban": page.form.optional("iban"), "bank_comment": page.form.optional("bank_comment")}
    await page.patch(f"{PATH}/{id}", body)
    return page.go(f"/vendors/{id}", said="bank_details_asked")


@action("/vendors/{id:str}/forget", again=show_vendor)
async def forget_reading(page: Page, id: str) -> Reply:
    """Its next paper is read as if it were its first."""
    await page.delete(f"{PATH}/{id}/reading-memory")
    return page.go(f"/vendors/{id}", said="reading_forgotten")


@action("/vendors/{id:str}/item-validation", again=show_vendor)
async def switch_validation(page: Page, id: str) -> Reply:
    """Whether its lines are matched with the catalog."""
    company = page.form.text("company")
    body = {"ottimate_vendor_id": id, "item_validation": page.form.text("on") == "yes"}
    await page.patch("/v1/catalog/item-validation", body, ottimate_company_id=company)
    return page.go(f"/vendors/{id}", said="item_validation_switched")


async def _validation(page: Page, vendor: dict[str, Any]) -> dict[str, Any] | None:
    """Whether the vendor's lines are matched; a vendor without entries is not in the list, and not matched."""
    if not page.may(Permission.CATALOG_READ, Feature.CATALOG_MATCH):
        return None
    asked = {"ottimate_company_id": vendor["ottimate_company_id"], "ottimate_vendor_id": vendor["id"]}
    found = await page.find("/v1/catalog/item-validation", asked)
    if found is None:
        return None
    return next(iter(found["results"]), {"item_validation": False, "is_default": True, "catalog_entries": 0})


async def _history(page: Page, id: str) -> dict[str, Any] | None:
    """For those who may read the trail, with the names of who did it."""
    if not page.may(Permission.AUDIT_READ):
        return None
    found = await page.find("/v1/audit-log", {"subject_type": "vendor", "subject_id": id, "limit": SHOWN_ENTRIES})
    if found is None:
        return None
    return {**found, "names": await names_of_users(page)}
