"""What entries cost: for many entries, locations and days at once, in four statements however many they are."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from payables.catalog.model import Effective, Entry
from payables.catalog.queries.allowances import ALLOWANCE_COLUMNS, allowance_of
from payables.catalog.queries.entries import COLUMNS, entry_of
from payables.catalog.queries.prices import PRICE_COLUMNS, price_of
from payables.catalog.rules.effective import effective
from payables.platform.db import Transaction

# An entry's id, a location's id, a day.
Asked = tuple[int, int, date]

ENTRIES = f"SELECT {COLUMNS} FROM catalog_entries WHERE account_id = $1 AND id = ANY($2)"  # noqa: S608

GROUPS = "SELECT id, company_id, group_id FROM locations WHERE account_id = $1 AND id = ANY($2)"

VALID = """
SELECT {columns} FROM {table}
 WHERE account_id = $1 AND entry = ANY($2) AND start_date <= $4 AND (end_date IS NULL OR end_date >= $3)
   AND (location_id IS NULL OR location_id = ANY($5))
"""


async def effective_prices(tx: Transaction, asked: Collection[Asked]) -> dict[Asked, Effective]:
    """Without those that nothing gives a price, and those whose location is not one of the entry's company."""
    if not asked:
        return {}
    entries, locations, days = (sorted(set(column)) for column in zip(*asked, strict=True))
    known = {row["id"]: entry_of(row) for row in await tx.fetch(ENTRIES, tx.account_id, entries)}
    places = {row["id"]: row for row in await tx.fetch(GROUPS, tx.account_id, locations)}
    within = (tx.account_id, entries, days[0], days[-1], locations)
    prices, allowances = defaultdict[int, list[Any]](list), defaultdict[int, list[Any]](list)
    for row in await tx.fetch(VALID.format(columns=PRICE_COLUMNS, table="catalog_prices"), *within):
        prices[row["entry"]].append(price_of(row))
    for row in await tx.fetch(VALID.format(columns=ALLOWANCE_COLUMNS, table="catalog_allowances"), *within):
        allowances[row["entry"]].append(allowance_of(row))
    found: dict[Asked, Effective] = {}
    for one in asked:
        entry, place = known.get(one[0]), places.get(one[1])
        if entry is not None and place is not None and place["company_id"] == entry.company_id:
            costs = _costs(entry, prices, allowances, place, one[2])
            found |= {one: costs} if costs else {}
    return found


def _costs(
    entry: Entry, prices: Mapping[int, list[Any]], allowances: Mapping[int, list[Any]], place: Any, day: date
) -> Effective | None:
    return effective(
        entry,
        prices.get(entry.id, ()),
        allowances.get(entry.id, ()),
        location_id=place["id"],
        group_id=place["group_id"],
        day=day,
    )
