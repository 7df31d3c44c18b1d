"""Entering and changing an entry of the catalog."""

from typing import Any

from payables.dashboard.pages.places import company_of, places_of
from payables.dashboard.pages.purchasing.catalog import PATH
from payables.dashboard.pages.purchasing.decimals import with_decimals
from payables.dashboard.pages.typed_values import changed_values, sent_values
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.kit.errors import Refusal
from payables.platform.caller import Feature, Permission

TEXTS = ("item_name", "original_description", "sku", "upc", "buying_format", "size", "uom")
AMOUNTS = ("price", "unit_price")
NEW = '"1"'  # the ETag of what has never been changed


class EntryThere(Refusal):
    """The catalog has this entry already, {entry}, and it was not changed: look it up and change it there."""

    status = 409
    code = "catalog_entry_exists"


@page("/catalog/new", needs=Permission.CATALOG_WRITE, feature=Feature.CATALOG_MATCH)
async def show_new_entry(page: Page) -> Reply:
    """An empty form, or what was typed into it."""
    places = await places_of(page, one_company=True)
    return page.show("purchasing/catalog/new.html", places=places)


@action("/catalog/new", again=show_new_entry)
async def enter_entry(page: Page) -> Reply:
    """The API takes an entry that is there as a change of it: a form for new ones must not do that unseen."""
    body = {
        **{
            name: value
            for name, value in sent_values(page, ("erp_vendor_id", *TEXTS), AMOUNTS).items()
            if value is not None
        },
        "ottimate_company_id": await company_of(page),
        "prices": None,
        "allowances": None,
    }
    called = await page.post(PATH, body)
    if called.etag != NEW:
        raise EntryThere(entry=called.data["id"])
    return page.go(f"/catalog/{called.data['id']}", said="entry_entered")


@page("/catalog/{id:str}/edit", needs=Permission.CATALOG_WRITE, feature=Feature.CATALOG_MATCH)
async def show_entry_form(page: Page, id: str) -> Reply:
    """The entry as it is, with what was typed where something was."""
    called = await page.ask(f"{PATH}/{id}")
    entry: dict[str, Any] = with_decimals(called.data)
    places = await places_of(page)
    currency = places.currency(entry["ottimate_company_id"])
    return page.show("purchasing/catalog/edit.html", entry=entry, etag=page.seen(called.etag), currency=currency)


@action("/catalog/{id:str}/edit", again=show_entry_form)
async def change_entry(page: Page, id: str) -> Reply:
    """Only what was touched: the rest stays what it is by now."""
    await page.patch(f"{PATH}/{id}", changed_values(page, TEXTS, AMOUNTS), etag=page.form.etag)
    return page.go(f"/catalog/{id}", said="entry_changed")
