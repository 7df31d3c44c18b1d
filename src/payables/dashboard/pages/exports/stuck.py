"""Approved invoices that do not leave by themselves, each with what to do about it."""

from payables.dashboard.pages.lists import filters_of, listed
from payables.dashboard.pages.places import places_of
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import page
from payables.platform.caller import Permission

FILTERS = ("code",)


@page("/exports/stuck", needs=Permission.INVOICES_EXPORT)
async def show_stuck(page: Page) -> Reply:
    """Longest stuck first."""
    places = await places_of(page)
    company = places.company_id
    return page.show(
        "exports/stuck.html",
        found=await listed(page, "/v1/exports/stuck", FILTERS, "results", ottimate_company_id=company),
        filters=filters_of(page, FILTERS),
        places=places,
    )
