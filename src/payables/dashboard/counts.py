"""How much waits for whoever looks, beside the names in the navigation of every page."""

from typing import Any

from payables.dashboard.web.page import Page
from payables.platform.caller import Permission

LIVE = "uploads,needs_attention,my_approvals,pending,ready"  # what somebody has to do something about
BESIDE = "notices,bank_changes"  # unread; and those that wait for a second person, for whoever may be it


async def counts_of(page: Page) -> dict[str, Any] | None:
    """By the names of entries of the navigation, in one call. None for whoever sees no queue."""
    if page.calls is None or not page.may(Permission.INVOICES_READ):
        return None
    asked = {"queues": f"{LIVE},{BESIDE}", "ottimate_company_id": page.company_id}
    found = await page.find("/v1/invoices/counts", asked)
    return {**found, "bank_changes": found.get("bank_changes") or None} if found else None
