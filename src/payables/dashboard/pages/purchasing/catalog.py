"""The catalog: entries, one entry with its prices and allowances, and whether lines are matched to it."""

from payables.dashboard.pages.lists import filters_of, listed
from payables.dashboard.pages.places import Places, groups_of, places_of
from payables.dashboard.pages.purchasing.decimals import with_decimals
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Feature, Permission
from payables.platform.http.etag import read_etag

FILTERS = ("search", "sku", "upc", "erp_vendor_id")
PATH = "/v1/catalog/entries"


@page("/catalog", needs=Permission.CATALOG_READ, feature=Feature.CATALOG_MATCH)
async def show_catalog(page: Page) -> Reply:
    """Entries of one company."""
    places = await places_of(page, one_company=True)
    found = await listed(page, PATH, FILTERS, "results", ottimate_company_id=places.company_id)
    return page.show(
        "purchasing/catalog/list.html",
        found=with_decimals(found),
        filters=filters_of(page, FILTERS),
        places=places,
        may_write=page.may(Permission.CATALOG_WRITE),
    )


@page("/catalog/{id:str}", needs=Permission.CATALOG_READ, feature=Feature.CATALOG_MATCH)
async def show_entry(page: Page, id: str) -> Reply:
    """One entry, and the forms by which prices and allowances are added."""
    entry = with_decimals(await page.get(f"{PATH}/{id}"))
    places = await places_of(page)
    company = entry["ottimate_company_id"]
    return page.show(
        "purchasing/catalog/show.html",
        entry=entry,
        places=Places(places.companies, places.locations, company),
        currency=places.currency(company),
        groups=await groups_of(page),
        today=page.exchange.now.date().isoformat(),
        may_write=page.may(Permission.CATALOG_WRITE),
    )


@action("/catalog/{id:str}/hide", again=show_entry)
async def hide_entry(page: Page, id: str) -> Reply:
    """No line is matched to it any more."""
    done = await page.post(f"{PATH}/{id}/hide", etag=page.form.etag)
    return page.go(f"/catalog/{id}", said="entry_hidden", of=f"{id}/{read_etag(done.etag)}")


@action("/catalog/{id:str}/show", again=show_entry)
async def show_entry_again(page: Page, id: str) -> Reply:
    """Lines are matched to it again."""
    done = await page.post(f"{PATH}/{id}/show", etag=page.form.etag)
    return page.go(f"/catalog/{id}", said="entry_shown", of=f"{id}/{read_etag(done.etag)}")
