"""Panels of work: how long documents take, how many need no hand, and with whom decisions wait."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from payables.dashboard.charts.bars import Bar, bars
from payables.dashboard.charts.columns import Chart, columns
from payables.dashboard.charts.scale import scale_of
from payables.dashboard.pages.overview.asked import Asked, end_of
from payables.dashboard.shown.values import read_instant
from payables.dashboard.web.page import Page
from payables.reporting.model import WAITING_HOURS

PEOPLE = 12
HOURS_OF_A_DAY = 24
IN_DAYS_FROM = 96  # hours: from there on people think in days
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Steps:
    """A chart over weeks or months with the rows that it is of; `unit` is hours, days or percent."""

    chart: Chart
    rows: list[dict[str, Any]]
    all: dict[str, Any]
    hrefs: list[str]
    unit: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """`person` is None where nobody in particular is asked; `ages` are count and address for each of WAITING_HOURS."""

    person: dict[str, Any] | None
    stand_in: dict[str, Any] | None
    count: int
    oldest: str
    href: str
    ages: list[tuple[int, str]]
    bar: Bar


async def cycle_time(page: Page, asked: Asked) -> Steps:
    """From entry to approval: median and nine of ten."""
    found = await page.get("/v1/reports/cycle-time", asked.steps)
    spans = [step["entered_to_approved"] for step in found["steps"]]
    hours = [(span["median_hours"], span["p90_hours"]) for span in spans]
    in_days = max((p90 for _, p90 in hours if p90 is not None), default=0) >= IN_DAYS_FROM
    shown = [tuple(_in(value, in_days) for value in pair) for pair in hours]
    return Steps(
        chart=columns(shown),
        rows=found["steps"],
        all=found["all"],
        hrefs=[_approved_in(asked, step) for step in found["steps"]],
        unit="days" if in_days else "hours",
    )


async def touchless(page: Page, asked: Asked) -> Steps:
    """Of what was approved, how much went through without a hand on it."""
    found = await page.get("/v1/reports/touchless", asked.steps)
    shares = [(_percent(step["touchless_rate"]),) for step in found["steps"]]
    return Steps(
        chart=columns(shares, scale_of([Decimal(100)])),
        rows=found["steps"],
        all=found["all"],
        hrefs=[f"{_approved_in(asked, step)}&touched=false" for step in found["steps"]],
        unit="percent",
    )


async def waiting(page: Page, asked: Asked) -> tuple[list[Waiting], dict[str, Any]]:
    """People, the longest wait first; and the sum over all invoices."""
    found = await page.get("/v1/reports/approvals-waiting", {**asked.place, "limit": PEOPLE})
    now = read_instant(found["as_of_date_utc"])
    drawn = bars([Decimal(one["count"]) for one in found["people"]])
    people = [_waits(asked, one, now, bar) for one, bar in zip(found["people"], drawn, strict=True)]
    return people, found["all"]


def _waits(asked: Asked, one: dict[str, Any], now: datetime, bar: Bar) -> Waiting:
    who = str(one["person"]["id"]) if one["person"] else "nobody"
    # everything that waits has waited since some instant: so those whom nobody asked are not listed with a person's
    until = _stamp(now)
    ages = [(one[name], asked.behind(waiting_for=who, **_since(now, *hours))) for name, hours in WAITING_HOURS.items()]
    href = asked.behind(waiting_for=who, waiting_since_to=until)
    return Waiting(one["person"], one["stand_in"], one["count"], one["oldest_date"], href, ages, bar)


def _since(now: datetime, longer: int | None, most: int | None) -> dict[str, str | None]:
    return {
        "waiting_since_from": None if most is None else _stamp(now - timedelta(hours=most) + INSTANT),
        "waiting_since_to": _stamp(now - timedelta(hours=longer or 0)),
    }


def _stamp(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")


def _approved_in(asked: Asked, step: dict[str, Any]) -> str:
    return asked.behind(approved_from=step["date_from"], approved_to=end_of(step["date_to"]))


def _in(hours: Any, days: bool) -> Decimal | None:
    if hours is None:
        return None
    return Decimal(hours) / HOURS_OF_A_DAY if days else Decimal(hours)


def _percent(share: Any) -> Decimal | None:
    return None if share is None else Decimal(share) * 100
