"""How much waits in each queue, beside its name in the navigation."""

from typing import Any

from payables.dashboard.web.page import Page
from payables.platform.caller import Permission

LIVE = "uploads,needs_attention,my_approvals,pending,ready"  # what somebody has to do something about


async def counts_of(page: Page) -> dict[str, Any] | None:
    """With the notices that the person has not read, and the bank changes that wait for who may confirm them. None for whom
    no queue is shown."""
    found = await page.find("/v1/invoices/counts", {"queues": LIVE, "ottimate_company_id": page.company_id})
    if found is None:
        return None
    told = await page.find("/v1/notices", {"unread": "true", "limit": 1})
    return {**found, "notices": told["count"] if told else 0, "bank_changes": await _bank_changes(page)}


async def _bank_changes(page: Page) -> int | None:
    """None where there is nothing to be told."""
    if not page.may(Permission.VENDORS_CONFIRM_BANK):
        return None
    asked = {"status": "open", "ottimate_company_id": page.company_id, "limit": 1}
    found = await page.find("/v1/bank-changes", asked)
    return (found or {"count": 0})["count"] or None
