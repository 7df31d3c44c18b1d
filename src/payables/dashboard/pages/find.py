"""What somebody may mean who is typing: vendors, dimensions, entries of the catalog and people, for fields on any page."""

from typing import Any

from payables.dashboard.pages.people import approvers, people
from payables.dashboard.pages.purchasing.entries_named import entries_like
from payables.dashboard.pages.vendors_named import vendors_like
from payables.dashboard.web.json_reply import json_reply
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import page
from payables.platform.caller import Feature, Permission
from payables.platform.http.parameters import LONGEST_SEARCH

MOST, MOST_PEOPLE = 12, 8
ERP_ID = "erp_vendor_id"


@page("/find/vendors", needs=Permission.VENDORS_READ)
async def find_vendors(page: Page) -> Reply:
    """`?company=&q=`: the nearest, each with `value` (its id; with by=erp_vendor_id that in the ERP, of those that have one),
    `text` and `hint`."""
    found = await vendors_like(page, page.number("company"), page.query.get("q", ""), MOST)
    by_erp_id = page.query.get("by") == ERP_ID
    return json_reply([_vendor(one, by_erp_id) for one in found if one[ERP_ID] or not by_erp_id])


@page("/find/dimensions", needs=Permission.DIMENSIONS_READ)
async def find_dimensions(page: Page) -> Reply:
    """`?company=&type=&q=`: the nearest, each with `value` (its id in the ERP; with by=id its own), `text` and `hint`."""
    asked = {"ottimate_company_id": page.number("company"), "ottimate_type": page.query.get("type", "").lower()}
    found = await page.find(
        "/v1/dimensions", {**asked, "search": page.query.get("q", "")[:LONGEST_SEARCH], "limit": MOST}
    )
    by = "id" if page.query.get("by") == "id" else "erp_dimension_id"
    return json_reply(
        [
            {"value": one[by], "text": f"{one['code']} {one['name']}", "hint": one["erp_dimension_id"]}
            for one in (found["dimensions"] if found else [])
        ]
    )


@page("/find/entries", needs=Permission.CATALOG_READ, feature=Feature.CATALOG_MATCH)
async def find_entries(page: Page) -> Reply:
    """`?company=&vendor=&q=`: of the catalog of the vendor with this id in the ERP, by name or SKU; each with `value` (its id),
    `text` and `hint` (the SKU)."""
    asked = page.query.get("vendor", ""), page.query.get("q", "")
    found = await entries_like(page, page.number("company"), *asked, MOST)
    return json_reply([{"value": one["id"], "text": _entry(one), "hint": one["sku"] or ""} for one in found])


@page("/find/people", needs=Permission.INVOICES_EDIT)
async def find_people(page: Page) -> Reply:
    """`?q=`: a part of a name or an address; each with `value` and `hint` (the address) and `text` (the name); `?approvers=`: only
    those who may approve; `?location=`: only those who see the invoices of this location."""
    wanted = page.query.get("q", "").strip()[:LONGEST_SEARCH]
    asked = approvers if page.query.get("approvers") else people
    found = await asked(page, wanted, page.number("location")) if wanted else []
    return json_reply([{"value": email, "text": name, "hint": email} for email, name in found[:MOST_PEOPLE]])


def _vendor(one: dict[str, Any], by_erp_id: bool) -> dict[str, str]:
    value = one[ERP_ID] if by_erp_id else str(one["id"])
    return {"value": value, "text": one["erp_vendor_name"] or "", "hint": one[ERP_ID] or ""}


def _entry(one: dict[str, Any]) -> str:
    return f"{one['item_name']} ({one['pack_size']})" if one["pack_size"] else one["item_name"]
