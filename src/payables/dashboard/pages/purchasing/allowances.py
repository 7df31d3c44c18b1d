"""Allowances of an entry of the catalog: added, and changed."""

from payables.dashboard.pages.purchasing.catalog import PATH, show_entry
from payables.dashboard.pages.purchasing.prices import place_of
from payables.dashboard.pages.typed_values import changed_values, sent_values
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action

TEXTS = ("start_date", "end_date")
TEXTS_OF_NEW = ("allowance_type", "target", *TEXTS)
AMOUNTS = ("amount", "unit_allowance")


@action("/catalog/{id:str}/allowances", again=show_entry)
async def add_allowance(page: Page, id: str) -> Reply:
    """For the company, a group or a location, from one day to another."""
    company = (await page.get(f"{PATH}/{id}"))["ottimate_company_id"]
    where = {**place_of(page), "ottimate_company_id": company, "catalog_entry_id": id}
    await page.post("/v1/catalog/allowances", {**sent_values(page, TEXTS_OF_NEW, AMOUNTS), **where})
    return page.go(f"/catalog/{id}", said="allowance_added")


@action("/catalog/{id:str}/allowances/{allowance:str}", again=show_entry)
async def change_allowance(page: Page, id: str, allowance: str) -> Reply:
    """Only what was touched; its place and kind stay."""
    await page.patch(f"/v1/catalog/allowances/{allowance}", changed_values(page, TEXTS, AMOUNTS))
    return page.go(f"/catalog/{id}", said="allowance_changed")
