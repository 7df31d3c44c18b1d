"""Companies, their groups and locations: the one way in which pages name them, let people choose one, and count in their
currency. All of them are offered, however many there are: what is not offered cannot be chosen."""

from dataclasses import dataclass
from typing import Any

from payables.dashboard.pages.lists import every
from payables.dashboard.web.page import Page


@dataclass(frozen=True, slots=True)
class CompanyLocations:
    """The name of a company, and those of its locations that the person sees, as the API answers them."""

    company: str
    locations: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Places:
    """By id, each as the API answers it. `company_id` is the one that the page is about, None where it is about all."""

    companies: dict[int, dict[str, Any]]
    locations: dict[int, dict[str, Any]]
    company_id: int | None

    def currency(self, company_id: int | None) -> str | None:
        found = self.companies.get(company_id or 0)
        return found["currency"] if found else None

    def location(self, location_id: int | None) -> str:
        found = self.locations.get(location_id or 0)
        return found["name"] if found else str(location_id or "")

    def company(self, company_id: int | None) -> str:
        found = self.companies.get(company_id or 0)
        return found["name"] if found else str(company_id or "")

    @property
    def offered(self) -> list[dict[str, Any]]:
        """The locations of the company, or of all where the page is about all."""
        return self.of_company(self.company_id)

    def of_company(self, company_id: int | None) -> list[dict[str, Any]]:
        """Its locations; all for None."""
        return [each for each in self.locations.values() if company_id in (None, each["ottimate_company_id"])]

    @property
    def choices(self) -> list[tuple[int, str]]:
        """Locations to choose from; with their company where there are several."""
        several = len({each["ottimate_company_id"] for each in self.locations.values()}) > 1
        return [(one["id"], f"{one['name']} ({one['company']})" if several else one["name"]) for one in self.offered]

    @property
    def by_company(self) -> list[CompanyLocations]:
        """The same locations under the names of their companies."""
        found: dict[int, CompanyLocations] = {}
        for one in self.offered:
            found.setdefault(one["ottimate_company_id"], CompanyLocations(one["company"], [])).locations.append(one)
        return list(found.values())

    @property
    def company_choices(self) -> list[tuple[int, str]]:
        return [(id, each["name"]) for id, each in self.companies.items()]


async def places_of(page: Page, *, one_company: bool = False) -> Places:
    """The company is the one in the address, else the one chosen in the top bar; with `one_company` else the first."""
    companies, locations = await companies_of(page), await locations_of(page)
    asked = page.number("ottimate_company_id")
    chosen = asked if asked in companies else page.company_id
    if chosen is None and (one_company or len(companies) == 1):
        chosen = next(iter(companies), None)
    return Places(companies, locations, chosen)


async def company_of(page: Page) -> int | None:
    """The same one company for an action, which needs no more of it than its id."""
    said = page.number("ottimate_company_id") or page.company_id
    return said or next(iter(await companies_of(page)), None)


async def companies_of(page: Page) -> dict[int, dict[str, Any]]:
    """Those that the person sees, by id, sorted by name."""
    return _sorted(await every(page, f"/v1/accounts/{page.account}/companies"))


async def locations_of(page: Page) -> dict[int, dict[str, Any]]:
    """Of all companies."""
    return _sorted(await every(page, f"/v1/accounts/{page.account}/locations"))


async def groups_of(page: Page) -> dict[int, str]:
    """Names of the groups of locations by id."""
    return {id: group["name"] for id, group in _sorted(await every(page, "/v1/location-groups")).items()}


def _sorted(found: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    return {each["id"]: each for each in sorted(found, key=lambda each: (each["name"].casefold(), each["id"]))}
