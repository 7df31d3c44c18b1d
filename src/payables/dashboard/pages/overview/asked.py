"""What the overview is asked for in its address: a company, a location, a period, weeks or months, a currency."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from payables.dashboard.pages.places import Places
from payables.dashboard.web.page import Page

PERIODS = {"30": 30, "90": 90, "365": 365}  # days until today that can be chosen with one click
USUAL = 90
LIST = "/queue/all"


@dataclass(frozen=True, slots=True)
class Asked:
    """`per` is week or month. A company is always chosen."""

    company_id: int
    location_id: int | None
    first: str
    last: str
    per: str
    currency: str
    days: int | None  # where the period is one of PERIODS

    @property
    def place(self) -> dict[str, Any]:
        return {"ottimate_company_id": self.company_id, "ottimate_location_id": self.location_id}

    @property
    def period(self) -> dict[str, Any]:
        return {**self.place, "date_from": self.first, "date_to": self.last}

    @property
    def steps(self) -> dict[str, Any]:
        return {**self.period, "per": self.per}

    @property
    def spent(self) -> dict[str, Any]:
        """Filters of the list of invoices that find what counts as spend."""
        return {"counted_in": "spend", "currency": self.currency, "dated_from": self.first, "dated_to": self.last}

    def listed(self, **filters: Any) -> dict[str, Any]:
        """What GET /v1/invoices is asked for, here."""
        place = {"ottimate_company_id": self.company_id, "ottimate_location_ids": self.location_id}
        return {name: value for name, value in {**place, **filters}.items() if value is not None}

    def behind(self, **filters: Any) -> str:
        """The address of the list of exactly these invoices."""
        return f"{LIST}?{urlencode(self.listed(**filters))}"


def asked_of(page: Page, places: Places) -> Asked | None:
    """None for somebody who sees no company. Days that are none are left to the API to refuse."""
    if places.company_id is None:
        return None
    today = page.exchange.now.date()
    days = PERIODS.get(page.query.get("days", ""))
    first, last = page.query.get("date_from"), page.query.get("date_to")
    if days or not (first and last):
        days = days or USUAL
        first, last = str(today - timedelta(days=days - 1)), str(today)
    return Asked(
        company_id=places.company_id,
        location_id=_location(page, places),
        first=first,
        last=last,
        per="month" if page.query.get("per") == "month" else "week",
        currency=page.query.get("currency") or places.currency(places.company_id) or "USD",
        days=days,
    )


def end_of(day: str) -> str:
    """The last instant of a day, as filters take it."""
    return f"{date.fromisoformat(day)}T23:59:59.999999Z"


def _location(page: Page, places: Places) -> int | None:
    """One of the company's, or all of them."""
    wanted = page.number("ottimate_location_id")
    return wanted if wanted in {one["id"] for one in places.offered} else None
