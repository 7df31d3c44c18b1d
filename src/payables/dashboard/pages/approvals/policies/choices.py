"""What a policy may name: places, other policies, people."""

from typing import Any

from payables.dashboard.pages.lists import every
from payables.dashboard.pages.people import approvers
from payables.dashboard.pages.places import companies_of, groups_of, locations_of
from payables.dashboard.texts import text
from payables.dashboard.web.page import Page

API = "/v1/approval-policies"
NAMES = {
    "company": "policies.place.company",
    "group": "policies.place.group",
    "location": "policies.place.location",
}


async def choices(page: Page, policy: dict[str, Any] | None) -> dict[str, Any]:
    """For the form of one policy."""
    return {"places": await places(page), "others": await _others(page, policy), "people": await approvers(page)}


async def _others(page: Page, policy: dict[str, Any] | None) -> list[tuple[str, str]]:
    """Ids and names of those in force, and of whatever else this one comes after, which is taken out where it has no box. None
    comes after itself."""
    own, after = (policy["id"], policy["conditions"].get("after", [])) if policy else (None, [])
    found = {one["id"]: one for one in await every(page, API)}
    offered = [id for id, one in found.items() if one["active"] or id in after]
    unseen = [id for id in after if id not in found]
    return [(id, found[id]["name"] if id in found else id) for id in (*offered, *unseen) if id != own]


async def policy_names(page: Page) -> dict[str, str]:
    """By id, also of those that are not in force."""
    return {one["id"]: one["name"] for one in await every(page, API)}


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
