"""A price is added to an entry of the catalog; prices are never changed."""

from typing import Any

from payables.dashboard.pages.purchasing.catalog import PATH, show_entry
from payables.dashboard.pages.typed_values import sent_values
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action

TEXTS = ("price_type", "start_date", "end_date")
AMOUNTS = ("price", "unit_price")
PLACES = ("ottimate_location_id", "ottimate_group_id")


@action("/catalog/{id:str}/prices", again=show_entry)
async def add_price(page: Page, id: str) -> Reply:
    """For the company, a group or a location, from one day to another."""
    company = (await page.get(f"{PATH}/{id}"))["ottimate_company_id"]
    body = {
        **sent_values(page, TEXTS, AMOUNTS),
        **place_of(page),
        "ottimate_company_id": company,
        "catalog_entry_id": id,
    }
    await page.post("/v1/catalog/prices", body)
    return page.go(f"/catalog/{id}", said="price_added")


def place_of(page: Page) -> dict[str, Any]:
    """Where it holds, as it was chosen: the API says what does not go together."""
    return {name: id for name in PLACES if (id := page.form.number(name)) is not None}
