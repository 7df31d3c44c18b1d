"""What a list is of that a figure of the overview leads to, in words, and what it comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from payables.dashboard.pages.lists import every
from payables.dashboard.pages.people import names_of_users
from payables.dashboard.pages.places import Places
from payables.dashboard.shown.sums import CREDIT_MEMO, sums_of
from payables.dashboard.shown.typed import whole_number
from payables.dashboard.shown.values import day
from payables.dashboard.texts import text
from payables.dashboard.web.page import Page

MOST = 1000  # invoices that are added up
DAYS = ("dated", "due", "approved", "exported", "waiting_since", "date")


@dataclass(frozen=True, slots=True)
class Behind:
    """`words` of each filter; `sums` by currency, none where there are more invoices than are added up."""

    words: list[str]
    sums: list[tuple[str | None, Decimal]]
    credit_memos: bool


async def behind_of(
    page: Page, asked: Mapping[str, Any], found: Mapping[str, Any], filters: Mapping[str, str], places: Places
) -> Behind:
    """`found` is the page of the list that is shown, `asked` what the API was asked for."""
    words = _plain(filters, places, found["results"]) + _days(page, filters)
    if dimension := filters.get("dimension_id"):
        answer = await page.find(f"/v1/dimensions/{quote(dimension, safe='')}")
        one = answer["dimension"] if answer else {"code": "", "name": dimension}
        words.append(text("behind.dimension", name=f"{one['code']} {one['name']}".strip()))
    if who := filters.get("waiting_for"):
        words.append(await _waiting(page, who))
    rows = found["results"]
    if found["count"] > len(rows):
        rows = await every(page, "/v1/invoices", **asked) if found["count"] <= MOST else []
    return Behind(words, sums_of(rows), any(row["type"] == CREDIT_MEMO for row in rows))


def _plain(filters: Mapping[str, str], places: Places, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    words: list[str] = []
    if company := filters.get("ottimate_company_id"):
        number = whole_number(company)
        words.append(text("behind.company", name=company if number is None else places.company(number)))
    if (counted := filters.get("counted_in")) in ("spend", "aging"):
        words.append(text(f"behind.counted.{counted}"))
    if "ottimate_vendor_id" in filters and rows:
        words.append(text("behind.vendor", name=rows[0]["ottimate_vendor_name"] or text("queue.no_vendor")))
    if currency := filters.get("currency"):
        words.append(text("behind.currency", currency=currency))
    if "uncoded" in filters:
        words.append(text("behind.uncoded"))
    if touched := filters.get("touched"):
        words.append(text("behind.untouched") if touched == "false" else text("behind.touched"))
    if doubted := filters.get("possible_duplicate"):
        words.append(text("behind.no_doubles") if doubted == "false" else text("behind.doubles"))
    if source := filters.get("source"):
        words.append(text("behind.source", source=source))
    return words


def _days(page: Page, filters: Mapping[str, str]) -> list[str]:
    words: list[str] = []
    for name in DAYS:
        first, last = (_day(page, filters.get(f"{name}_{end}")) for end in ("from", "to"))
        what = text(f"behind.day.{name}")
        if first and last:
            words.append(text("behind.between", what=what, first=first, last=last))
        elif first:
            words.append(text("behind.since", what=what, first=first))
        elif last:
            words.append(text("behind.until", what=what, last=last))
    return words


def _day(page: Page, value: str | None) -> str | None:
    """Of a day or an instant; written in another way than ours, as it stands in the address."""
    try:
        return day(value[:10], page.locale) if value else None
    except ValueError:
        return value


async def _waiting(page: Page, who: str) -> str:
    if who == "nobody":
        return text("behind.waiting_nobody")
    number = whole_number(who)
    names = {} if number is None else await names_of_users(page)
    return text("behind.waiting_person", name=names.get(number or 0, who))
