"""Companies and locations, as these pages name them and count in their currency."""

from dataclasses import dataclass
from typing import Any

from payables.dashboard.web.page import Page

MOST_PAGES = 10


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
    def choices(self) -> list[tuple[int, str]]:
        """Locations to choose from; with their company where there are several."""
        several = len({each["ottimate_company_id"] for each in self.locations.values()}) > 1
        return [
            (id, f"{each['name']} ({each['company']})" if several else each["name"])
            for id, each in self.locations.items()
            if self.company_id in (None, each["ottimate_company_id"])
        ]

    @property
    def company_choices(self) -> list[tuple[int, str]]:
        return [(id, each["name"]) for id, each in self.companies.items()]


async def places_of(page: Page, *, one_company: bool = False) -> Places:
    """The company is the one in the address, else the one chosen in the top bar; with `one_company` else the first."""
    companies = await _all(page, f"/v1/accounts/{page.account}/companies")
    locations = await _all(page, f"/v1/accounts/{page.account}/locations")
    asked = page.query.get("ottimate_company_id", "")
    chosen = int(asked) if asked.isdecimal() and int(asked) in companies else page.company_id
    if chosen is None and (one_company or len(companies) == 1):
        chosen = next(iter(companies), None)
    return Places(companies, locations, chosen)


async def vendor_choices(page: Page, company_id: int | None) -> list[tuple[str, str]]:
    """Ids in the ERP with names, to be completed while typing: the newest ones, any other id can be typed."""
    found = await page.find("/v1/vendors", {"ottimate_company_id": company_id, "limit": 100})
    return [
        (vendor["erp_vendor_id"], vendor["erp_vendor_name"])
        for vendor in (found or {"vendors": []})["vendors"]
        if vendor["erp_vendor_id"]
    ]


async def _all(page: Page, path: str) -> dict[int, dict[str, Any]]:
    """Sorted by name."""
    found: list[dict[str, Any]] = []
    for number in range(1, MOST_PAGES + 1):
        answer = await page.find(path, {"page": number, "limit": 100})
        found += answer["results"] if answer else []
        if not answer or len(found) >= answer["count"]:
            break
    return {each["id"]: each for each in sorted(found, key=lambda each: (each["name"].casefold(), each["id"]))}
