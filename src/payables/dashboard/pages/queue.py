"""The queues: what waits for somebody, what is on its way, what is done."""

from typing import Any

from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import page
from payables.platform.caller import Permission
from payables.platform.http.errors import NoSuchPath

# What each queue asks the API for.
QUEUES: dict[str, dict[str, str]] = {
    "needs-attention": {"status": "needs-attention"},
    "my-approvals": {"waiting_for": "me"},
    "pending": {"status": "pending-approval"},
    "ready": {"status": "ready-for-export"},
    "exported": {"status": "exported"},
    "archived": {"status": "archived"},
    "all": {},
}
FILTERS = ("search", "ottimate_location_ids", "ottimate_vendor_id", "date_from", "date_to")
PER_PAGE = 50


@page("/queue/{name:str}", needs=Permission.INVOICES_READ)
async def show_queue(page: Page, name: str) -> Reply:
    """One queue with the filters of its address."""
    if name not in QUEUES:
        raise NoSuchPath
    found = await page.get("/v1/invoices", asked(page, name))
    return page.show(
        "queue/list.html",
        name=name,
        found=found,
        filters={name: value for name in FILTERS if (value := page.query.get(name))},
        locations=await _locations(page),
    )


def asked(page: Page, name: str) -> dict[str, Any]:
    """The parameters of GET /v1/invoices behind a queue."""
    filters = {name: page.query.get(name) for name in FILTERS}
    return {**QUEUES[name], **filters, "company_id": page.company_id, "page": page.query.get("page"), "limit": PER_PAGE}


async def _locations(page: Page) -> list[dict[str, Any]]:
    """For the filter: of the chosen company, or of all."""
    found = await page.find(f"/v1/accounts/{page.account}/locations", {"limit": 100})
    return found["results"] if found else []
