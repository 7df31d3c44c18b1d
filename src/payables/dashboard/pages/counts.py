"""How much waits in each queue, beside its name in the navigation."""

from typing import Any

from payables.dashboard.web.page import Page

LIVE = "uploads,needs_attention,my_approvals,pending,ready"  # what somebody has to do something about


async def counts_of(page: Page) -> dict[str, Any] | None:
    """None for whom no queue is shown."""
    return await page.find("/v1/invoices/counts", {"queues": LIVE, "ottimate_company_id": page.company_id})
