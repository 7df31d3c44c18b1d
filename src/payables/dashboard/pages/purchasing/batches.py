"""Batches of price variances: made of a period, and marked as exported."""

from typing import Any

from payables.dashboard.pages.lists import choices, filters_of, listed
from payables.dashboard.pages.places import company_of, places_of
from payables.dashboard.pages.purchasing.decimals import with_decimals
from payables.dashboard.pages.purchasing.variances import EXCEPTIONS
from payables.dashboard.pages.typed_values import sent_values
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Feature, Permission

PATH = "/v1/catalog/variance-batches"
TEXTS = ("invoice_start_date", "invoice_end_date", "exception_type", "batch_number", "zone", "description")
STAGES = ("draft", "exported")
FILTERS = ("export_status", "batch_number")


@page("/variances/batches", needs=Permission.CATALOG_READ, feature=Feature.CATALOG_MATCH)
async def show_batches(page: Page) -> Reply:
    """Drafts unless exported ones are asked for."""
    places = await places_of(page, one_company=True)
    wanted: dict[str, Any] = {"ottimate_company_id": places.company_id}
    if "export_status" not in filters_of(page, FILTERS):
        wanted["export_status"] = "draft"
    return page.show(
        "purchasing/variances/batches.html",
        found=with_decimals(await listed(page, PATH, FILTERS, "results", **wanted)),
        filters=filters_of(page, FILTERS),
        stages=choices("variances.stage", STAGES),
        exceptions=choices("variances.exception", EXCEPTIONS),
        places=places,
        currency=places.currency(places.company_id),
        may_write=page.may(Permission.CATALOG_WRITE),
    )


@action("/variances/batches", again=show_batches)
async def make_batch(page: Page) -> Reply:
    """Of the variances of a period."""
    company = await company_of(page)
    body = {name: value for name, value in sent_values(page, TEXTS).items() if value is not None}
    await page.post(PATH, {**body, "ottimate_company_id": company})
    return page.go("/variances/batches", said="batch_made", ottimate_company_id=company)


@action("/variances/batches/{id:str}/export", again=show_batches)
async def export_batch(page: Page, id: str) -> Reply:
    """It is handed over: that stays."""
    await page.post(f"{PATH}/{id}/export")
    company = await company_of(page)
    return page.go("/variances/batches", said="batch_exported", export_status="exported", ottimate_company_id=company)
