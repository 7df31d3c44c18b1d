"""The approval of one invoice as the pane beside it shows it, and what people talk about there."""

from itertools import groupby
from typing import Any

from payables.dashboard.web.page import Page

COMMENTS = 50  # newest ones on the page


async def approval_of(page: Page, invoice: dict[str, Any]) -> dict[str, Any]:
    """What templates/approvals/pane.html shows of it."""
    id = invoice["id"]
    approval = await page.get(f"/v1/invoices/{id}/approval")
    return {
        "approval": approval,
        "chain": chain_of(approval["approvers"]),
        "comments": await page.get(f"/v1/invoices/{id}/comments", {"limit": COMMENTS}),
    }


def chain_of(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One step for each policy, and one for all that were asked by hand or decided unasked: in the order in which they come."""

    def step(record: dict[str, Any]) -> tuple[int, str]:
        return record["stage"], record["policy"]["id"] if record["policy"] else ""

    return [
        {"policy": found[0]["policy"], "needs": found[0]["needs"], "stage": stage, "records": found}
        for (stage, _), found in ((key, list(ones)) for key, ones in groupby(sorted(records, key=step), key=step))
    ]
