"""Price variances: entries that were billed otherwise than agreed, and the lines of invoices behind each."""

from typing import Any

from payables.dashboard.pages.lists import choices, filters_of, listed
from payables.dashboard.pages.places import Places, places_of
from payables.dashboard.pages.purchasing.decimals import with_decimals
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import page
from payables.platform.caller import Feature, Permission

FILTERS = ("exception_type", "erp_vendor_ids", "ottimate_location_ids", "invoice_start_date", "invoice_end_date")
EXCEPTIONS = ("overbilling", "underbilling")
PATH = "/v1/catalog/variances"
ALL = "all"  # of `shown`: also what was billed as agreed


@page("/variances", needs=Permission.CATALOG_READ, feature=Feature.CATALOG_MATCH)
async def show_variances(page: Page) -> Reply:
    """What varies; with shown=all everything that was bought."""
    places = await places_of(page, one_company=True)
    everything = page.query.get("shown") == ALL
    wanted: dict[str, Any] = {"ottimate_company_id": places.company_id, "variance_only": None if everything else "true"}
    found = with_decimals(await listed(page, PATH, FILTERS, "results", **wanted))
    return page.show(
        "purchasing/variances/list.html",
        found=found,
        is_compared=bool(found["count"]) or await _is_compared(page, places),
        filters=filters_of(page, (*FILTERS, "shown")),
        exceptions=choices("variances.exception", EXCEPTIONS),
        places=places,
    )


@page("/variances/{id:str}", needs=Permission.CATALOG_READ, feature=Feature.CATALOG_MATCH)
async def show_entry_lines(page: Page, id: str) -> Reply:
    """All lines that were matched to one entry, the latest first."""
    entry = with_decimals(await page.get(f"/v1/catalog/entries/{id}"))
    places = await places_of(page)
    return page.show(
        "purchasing/variances/lines.html",
        entry=entry,
        found=await listed(page, f"{PATH}/{id}/invoice-items", (), "results"),
        places=Places(places.companies, places.locations, entry["ottimate_company_id"]),
        currency=places.currency(entry["ottimate_company_id"]),
    )


async def _is_compared(page: Page, places: Places) -> bool:
    """Whether any line was held against an agreed price, in any period."""
    asked = {"ottimate_company_id": places.company_id, "limit": 1}
    return bool((await page.get(PATH, asked))["count"])
