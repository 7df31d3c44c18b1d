"""What an entry costs at a place on a day."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.catalog.model import EVERYWHERE, Allowance, Effective, Entry, Place, Price, Target
from payables.catalog.rules.effective import effective
from payables.catalog.rules.entry import changed_entry, new_entry

NOW = datetime(2026, 11, 21, tzinfo=UTC)
GROUP = Place(Target.LOCATION_GROUP, group_id=7)
HERE = Place(Target.LOCATION, location_id=1)
THERE = Place(Target.LOCATION, location_id=2)

_ids = count(1)


def entry(**values: Any) -> Entry:
    fields = {"erp_vendor_id": "V", "item_name": "Flour", "price": Decimal(10), **values}
    return changed_entry(new_entry(NOW, None, 1, 1, 1, "Vendor"), fields)


def price(
    amount: str, place: Place = EVERYWHERE, start: str = "2026-01-01", end: str | None = None, **more: Any
) -> Price:
    last = date.fromisoformat(end) if end else None
    values = {"unit_price": None, "reference_id": None, "data": None, **more}
    return Price(
        id=next(_ids), company_id=1, entry=1, place=place, price=Decimal(amount), start=date.fromisoformat(start), end=last,
        created_at=NOW, created_by=None, updated_at=NOW, updated_by=None, **values,
    )  # fmt: skip


def allowance(
    amount: str, place: Place = EVERYWHERE, type_: str = "discount", start: str = "2026-01-01", end: str | None = None,
    unit: str = "0",
) -> Allowance:  # fmt: skip
    last = date.fromisoformat(end) if end else None
    return Allowance(
        id=next(_ids), company_id=1, entry=1, place=place, allowance_type=type_, amount=Decimal(amount),
        unit_allowance=Decimal(unit), start=date.fromisoformat(start), end=last, reference_id=None, data=None, version=1,
        created_at=NOW, created_by=None, updated_at=NOW, updated_by=None,
    )  # fmt: skip


def costs(
    prices: list[Price], allowances: list[Allowance] | None = None, day: str = "2026-06-15", **values: Any
) -> Effective | None:
    return effective(entry(**values), prices, allowances or [], location_id=1, group_id=7, day=date.fromisoformat(day))


def test_the_most_specific_price_wins() -> None:
    prices = [price("9"), price("8", GROUP), price("7", HERE), price("1", THERE)]
    assert [costs(prices[:n]).price for n in range(4)] == [Decimal(10), Decimal(9), Decimal(8), Decimal(7)]
    assert costs(prices).price == Decimal(7), "that of another location does not count"


def test_both_days_of_a_price_belong_to_it() -> None:
    prices = [price("9", start="2026-06-10", end="2026-06-20")]
    days = ["2026-06-09", "2026-06-10", "2026-06-20", "2026-06-21"]
    assert [costs(prices, day=day).price for day in days] == [Decimal(10), Decimal(9), Decimal(9), Decimal(10)]


def test_a_group_price_that_has_ended_leaves_the_company_price() -> None:
    found = [price("9"), price("8", GROUP, end="2026-03-31")]
    assert costs(found).price == Decimal(9)


def test_of_each_type_the_most_specific_allowance_is_taken_off() -> None:
    taken = [allowance("1"), allowance("2", HERE), allowance("0.50", type_="rebate"), allowance("9", THERE)]
    found = costs([], taken)
    assert found == Effective(Decimal("7.50"), None, Decimal(10), None, (taken[1].id, taken[2].id))


def test_allowances_hold_per_pack_and_per_unit() -> None:
    found = costs([price("12", unit_price=Decimal(2))], [allowance("1.20", unit="0.20")])
    assert (found.price, found.unit_price, found.gross) == (Decimal("10.80"), Decimal("1.80"), Decimal(12))


def test_a_price_never_falls_below_zero() -> None:
    assert costs([price("1")], [allowance("3", unit="3")]).price == Decimal(0)


def test_nothing_that_costs_nothing_known_has_a_price() -> None:
    assert costs([], price=None) is None
    assert costs([price("0")], price=None).price == Decimal(0)


places = st.sampled_from([EVERYWHERE, GROUP, HERE, THERE])
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(st.lists(st.tuples(places, days, st.none() | days, st.integers(0, 50))), days)
def test_what_is_found_holds_there_and_nothing_more_specific_does(
    rows: list[tuple[Place, date, date | None, int]], day: date
) -> None:
    prices = [
        price(str(amount), place, start.isoformat(), end.isoformat() if end else None)
        for place, start, end, amount in rows
        if end is None or end >= start
    ]
    found = costs(prices, day=day.isoformat())
    valid = [p for p in prices if p.place != THERE and p.start <= day and (p.end is None or day <= p.end)]
    best = max((p.place.target for p in valid), default=None)
    chosen = next((p for p in valid if p.id == found.price_id), None)
    assert (chosen.place.target if chosen else None) == best


@pytest.mark.parametrize("unit", ["0", "0.1"])
def test_the_gross_price_is_told_beside_the_net_one(unit: str) -> None:
    assert costs([price("9")], [allowance("1", unit=unit)]).gross == Decimal(9)
