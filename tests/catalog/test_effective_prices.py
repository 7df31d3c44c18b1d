"""What entries cost for many locations and days at once, read from inside: no endpoint shows it alone."""

import asyncio
from datetime import date
from decimal import Decimal
from typing import Any

from harness.catalog_entries import group_id, make_allowance, make_entry, make_price
from harness.inside import inside
from harness.invoices import make_vendor
from harness.tenants import Tenant
from payables.catalog.model import Effective
from payables.catalog.queries.effective import effective_prices
from payables.platform.db import Transaction

Vendor = dict[str, Any]


def number(entry: dict[str, Any]) -> int:
    return int(entry["id"].removeprefix("cte_"))


def test_location_goes_before_group_before_company_before_the_entry(tenant: Tenant, vendor: Vendor) -> None:
    entry = make_entry(tenant, vendor)
    make_price(tenant, entry, 20, "2026-02-01")
    make_price(tenant, entry, 19, "2026-03-01", price_type="location_group", ottimate_group_id=group_id(tenant))
    make_price(
        tenant,
        entry,
        18,
        "2026-04-01",
        end_date="2026-04-30",
        price_type="location",
        ottimate_location_id=tenant.location(),
    )
    make_allowance(tenant, entry, 1, "2026-04-15", unit_allowance=0.1)

    def prices(place: str, *days: str) -> list[str]:
        asked = [(number(entry), tenant.location(place), date.fromisoformat(day)) for day in days]
        found: dict[Any, Effective] = inside(tenant, effective_prices, asked)
        return [str(found[one].price) for one in asked]

    days = ("2026-01-31", "2026-02-01", "2026-03-01", "2026-04-01", "2026-04-15", "2026-05-01")
    assert prices("main", *days) == ["24.99", "20", "19", "18", "17", "18"]
    assert prices("park", *days) == ["24.99", "20", "20", "20", "19", "19"], "it is in no group"


def test_many_are_found_in_four_statements(tenant: Tenant, vendor: Vendor) -> None:
    entries = [make_entry(tenant, vendor, price=n) for n in range(1, 6)]
    asked = [
        (number(entry), tenant.location(place), date(2026, 1, day))
        for entry in entries
        for place in ("main", "park")
        for day in range(1, 20)
    ]
    found, statements = inside(tenant, _counted, asked)
    assert len(found) == len(asked)
    assert statements == 4
    assert found[asked[-1]].price == Decimal(5)


def test_places_and_entries_that_do_not_belong_together_have_no_price(
    tenant: Tenant, other_tenant: Tenant, vendor: Vendor
) -> None:
    entry, foreign = make_entry(tenant, vendor), make_entry(other_tenant, make_vendor(other_tenant))
    day = date(2026, 1, 1)
    asked = [
        (number(entry), tenant.location("hafen"), day),
        (number(entry), other_tenant.location(), day),
        (number(foreign), tenant.location(), day),
    ]
    assert inside(tenant, effective_prices, asked) == {}


async def _counted(tx: Transaction, asked: Any) -> tuple[dict[Any, Effective], int]:
    statements: list[Any] = []
    with tx.connection.query_logger(statements.append):
        found = await effective_prices(tx, asked)
        await asyncio.sleep(0)  # the driver reports from the next turn of the loop
    return found, len(statements)
