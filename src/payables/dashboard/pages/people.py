"""People and programs of the account: to choose from, and to be named where others say only an id."""

from typing import Any

from payables.dashboard.pages.lists import every
from payables.dashboard.shown.names import name_of
from payables.dashboard.web.page import Page

PATH = "/v1/users"


async def people(page: Page, search: str | None = None, location_id: int | None = None) -> list[tuple[str, str]]:
    """E-mail address and name of the active people whom this person sees, by name; nobody where the role does not tell who
    there is. `search`: a part of either; `location_id`: only those who see the invoices there."""
    return [_choice(one) for one in await _active(page, search, location_id)]


async def approvers(page: Page, search: str | None = None, location_id: int | None = None) -> list[tuple[str, str]]:
    """The same of those whom the API takes as approvers."""
    return [_choice(one) for one in await _active(page, search, location_id) if one["may_approve"]]


async def _active(page: Page, search: str | None, location_id: int | None) -> list[dict[str, Any]]:
    found = await every(page, PATH, kind="person", search=search, ottimate_location_id=location_id)
    return [one for one in found if one["active"] and one["email"]]


def _choice(one: dict[str, Any]) -> tuple[str, str]:
    return one["email"], name_of(one)


async def programs(page: Page) -> list[dict[str, Any]]:
    """API users, also those that are inactive."""
    return await every(page, PATH, kind="api")


async def names_of_users(page: Page) -> dict[int, str]:
    """By id, people and programs, also those that are inactive."""
    return {one["id"]: name_of(one) for one in await every(page, PATH)}
