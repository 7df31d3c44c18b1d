"""What a policy may name: places, other policies, people."""

from typing import Any

from payables.dashboard.pages.people import people
from payables.dashboard.pages.places import companies_of, groups_of, locations_of
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
    return [
        ("account", text("policies.place.account")),
        *_named("company", _names(await companies_of(page))),
        *_named("group", await groups_of(page)),
        *_named("location", _names(await locations_of(page))),
    ]


async def only_currency(page: Page) -> str:
    """That of the chosen company, or of all where they have one; else nothing."""
    found = await companies_of(page)
    chosen = [found[page.company_id]] if page.company_id in found else found.values()
    currencies = {one["currency"] for one in chosen}
    return currencies.pop() if len(currencies) == 1 else ""


def _names(found: dict[int, dict[str, Any]]) -> dict[int, str]:
    return {id: one["name"] for id, one in found.items()}


def _named(level: str, found: dict[int, str]) -> list[tuple[str, str]]:
    return [(f"{level}:{id}", text(NAMES[level], name=name)) for id, name in found.items()]
