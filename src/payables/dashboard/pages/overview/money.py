"""Panels of money: what was bought, what is owed, what was paid above the agreed price. Each of one currency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from payables.dashboard.charts.bars import Bar, bars
from payables.dashboard.pages.overview.asked import Asked
from payables.dashboard.web.page import Page
from payables.platform.caller import Feature, Permission
from payables.reporting.model import OVERDUE_DAYS

MOST = 10  # rows of a panel; the rest is one row
LOOKED_AT = 100
UNNAMED = ("uncoded", "beside_lines")


@dataclass(frozen=True, slots=True)
class Row:
    """`name` is None where a text stands for it: `overview.kind.<kind>`."""

    name: str | None
    kind: str
    amount: Decimal
    count: int | None
    href: str | None
    bar: Bar


@dataclass(frozen=True, slots=True)
class Money:
    """Rows on one scale, and what all of it comes to."""

    rows: list[Row]
    total: Decimal | None


async def spend(page: Page, asked: Asked, by: str) -> Money:
    """By vendor, or by GL account."""
    wanted = {**asked.period, "by": by, "currency": asked.currency, "limit": LOOKED_AT}
    found = await page.get("/v1/reports/spend", wanted)
    total = _amount(found["totals"][0]["amount"]) if found["totals"] else None
    named = [row for row in found["rows"] if row["kind"] not in UNNAMED]
    shown = [_spent(asked, row) for row in [*named[:MOST], *(row for row in found["rows"] if row["kind"] in UNNAMED)]]
    if found["rows_count"] > len(shown) and total is not None:
        others = total - sum((amount for _, _, amount, _, _ in shown), Decimal(0))
        shown.append((None, "others", others, None, None))
    return Money(_rows(shown), total)


async def aging(page: Page, asked: Asked) -> Money:
    """What is owed today, by days overdue."""
    found = await page.get("/v1/reports/aging", {**asked.place, "limit": 1})
    total = next((one for one in found["totals"] if one["currency"] == asked.currency), None)
    if total is None:
        return Money([], None)
    today = date.fromisoformat(found["as_of"])
    shown = [
        (None, name, _amount(total[name]), None, _overdue(asked, today, *days)) for name, days in OVERDUE_DAYS.items()
    ]
    return Money(_rows(shown), _amount(total["total"]))


async def price_variances(page: Page, asked: Asked) -> Money | None:
    """None where the account has no catalog. In the company's currency."""
    if not page.may(Permission.CATALOG_READ, Feature.CATALOG_MATCH):
        return None
    days = {"invoice_start_date": asked.first, "invoice_end_date": asked.last}
    found = await page.get("/v1/reports/price-variances", {**asked.place, **days, "limit": MOST})
    shown = [
        (
            f"{item['item_name']} · {item['erp_vendor_name']}",
            "entry",
            _amount(item["overbilled_amount"]),
            item["invoices"],
            f"/catalog/{item['catalog_entry_id']}",
        )
        for item in found["items"]
    ]
    return Money(_rows(shown), None)


async def doubted(page: Page, asked: Asked) -> dict[str, tuple[int, str]]:
    """Of panels whose sums contain invoices that may be there twice: how many these are, and where they are listed."""
    if not page.may(Permission.INVOICES_READ):
        return {}
    panels = {"vendor": asked.spent, "aging": {"counted_in": "aging", "currency": asked.currency}}
    found: dict[str, tuple[int, str]] = {}
    for panel, counted in panels.items():
        filters = {**counted, "possible_duplicate": "true"}
        if count := (await page.get("/v1/invoices", asked.listed(**filters, limit=1)))["count"]:
            found[panel] = count, asked.behind(**filters)
    return found


Shown = tuple[str | None, str, Decimal, int | None, str | None]


def _spent(asked: Asked, row: dict[str, Any]) -> Shown:
    by_kind: dict[str, dict[str, Any] | None] = {
        "vendor": {"ottimate_vendor_id": row["id"]} if row["id"] else {"search": row["name"]} if row["name"] else None,
        "dimension": {"dimension_id": row["id"]},
        "uncoded": {"uncoded": "account"},
        "beside_lines": {},
    }
    filters = by_kind[row["kind"]]
    name = row["name"] or row["id"]
    if row["code"] and name:
        name = f"{row['code']} {name}"
    href = None if filters is None else asked.behind(**asked.spent, **filters)
    return name, row["kind"], _amount(row["amount"]), row["invoices"], href


def _overdue(asked: Asked, today: date, least: int | None, most: int | None) -> str:
    """Due so many days ago."""
    due = {
        "due_from": None if most is None else today - timedelta(days=most),
        "due_to": None if least is None else today - timedelta(days=least),
    }
    return asked.behind(counted_in="aging", currency=asked.currency, **due)


def _rows(shown: Sequence[Shown]) -> list[Row]:
    drawn = bars([amount for _, _, amount, _, _ in shown])
    return [Row(*values, bar) for values, bar in zip(shown, drawn, strict=True)]


def _amount(value: Decimal | int) -> Decimal:
    return Decimal(value)
