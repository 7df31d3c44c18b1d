"""The overview, and its reports as files."""

from typing import Any

from payables.dashboard.pages.overview import money, work
from payables.dashboard.pages.overview.asked import PERIODS, asked_of
from payables.dashboard.pages.places import places_of
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply, handed_on
from payables.dashboard.web.routing import page
from payables.platform.caller import Permission
from payables.platform.http.errors import NoSuchPath
from payables.reporting.model import WAITING_HOURS

# File -> report of the API, and which of its parameters are taken over from the address.
PLACE = ("ottimate_company_id", "ottimate_location_id")
PERIOD = (*PLACE, "date_from", "date_to")
FILES: dict[str, tuple[str, tuple[str, ...]]] = {
    "spend": ("spend", (*PERIOD, "by", "currency")),
    "aging": ("aging", PLACE),
    "cycle-time": ("cycle-time", (*PERIOD, "per")),
    "touchless": ("touchless", (*PERIOD, "per")),
    "price-variances": ("price-variances", (*PLACE, "invoice_start_date", "invoice_end_date")),
    "approvals-waiting": ("approvals-waiting", PLACE),
}


@page("/overview", needs=Permission.REPORTS_READ)
async def show_overview(page: Page) -> Reply:
    """Of one company: the one in the address, or in the top bar, or the first."""
    places = await places_of(page, one_company=True)
    asked = asked_of(page, places)
    if asked is None:
        return page.show("overview/nothing.html")
    people, all_waiting = await work.waiting(page, asked)
    return page.show(
        "overview/overview.html",
        asked=asked,
        places=places,
        periods=PERIODS,
        currencies=await _currencies(page, asked.period),
        by_vendor=await money.spend(page, asked, "vendor"),
        by_account=await money.spend(page, asked, "account"),
        aging=await money.aging(page, asked),
        doubted=await money.doubted(page, asked),
        variances=await money.price_variances(page, asked),
        cycle=await work.cycle_time(page, asked),
        touchless=await work.touchless(page, asked),
        people=people,
        all_waiting=all_waiting,
        ages=list(WAITING_HOURS),
    )


@page("/overview/{name:str}", needs=Permission.REPORTS_READ)
async def get_report(page: Page, name: str) -> Reply:
    """A report as CSV, as the API writes it: /overview/spend.csv. Raises NoSuchPath."""
    report, known = FILES.get(name.removesuffix(".csv"), ("", ()))
    if not report or not name.endswith(".csv"):
        raise NoSuchPath
    wanted = {name: value for name in known if (value := page.query.get(name))}
    called = await page.ask(f"/v1/reports/{report}", {**wanted, "format": "csv"})
    return Reply(200, handed_on(called.headers), called.content)


async def _currencies(page: Page, period: dict[str, Any]) -> list[str]:
    """In which something was bought; the company's own first."""
    found = await page.get("/v1/reports/spend", {**period, "limit": 1})
    return [total["currency"] for total in found["totals"]]
