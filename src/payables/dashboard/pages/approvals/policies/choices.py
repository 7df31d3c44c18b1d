"""What a policy may name: places, other policies, people."""

from typing import Any

from payables.dashboard.pages.approvals.people import people
from payables.dashboard.texts import text
from payables.dashboard.web.page import Page

NAMES = {
    "company": "policies.place.company",
    "group": "policies.place.group",
    "location": "policies.place.location",
}


async def choices(page: Page, policy_id: str | None) -> dict[str, Any]:
    """For the form of one policy, which does not come after itself."""
    others = await page.get("/v1/approval-policies", {"active": "true", "limit": 100})
    return {
        "places": await places(page),
        "others": [(one["id"], one["name"]) for one in others["results"] if one["id"] != policy_id],
        "people": await people(page),
    }


async def places(page: Page) -> list[tuple[str, str]]:
    """Of which invoices a policy may speak: level and id, with how it is called."""
    companies = await page.find(f"/v1/accounts/{page.account}/companies", {"limit": 100})
    locations = await page.find(f"/v1/accounts/{page.account}/locations", {"limit": 100})
    groups = await page.find("/v1/location-groups", {"limit": 100})
    return [
        ("account", text("policies.place.account")),
        *_named("company", companies),
        *_named("group", groups),
        *_named("location", locations),
    ]


def _named(level: str, found: dict[str, Any] | None) -> list[tuple[str, str]]:
    rows = found["results"] if found else []
    return [(f"{level}:{one['id']}", text(NAMES[level], name=one["name"])) for one in rows]
