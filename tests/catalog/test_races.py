"""Entries, prices and allowances that arrive in the same moment."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import httpx2

from harness.catalog_entries import make_entry, post_allowance, post_entry, post_price
from harness.tenants import Tenant

AT_ONCE = 8

Vendor = dict[str, Any]


def together(tenant: Tenant, call: Callable[[int], httpx2.Response]) -> list[httpx2.Response]:
    tenant.api()  # signed in before the race
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(call, range(AT_ONCE)))


def test_one_key_is_one_entry(tenant: Tenant, vendor: Vendor) -> None:
    price = [{"price": 20, "start_date": "2026-01-01"}]
    answers = together(
        tenant, lambda n: post_entry(tenant, vendor, item_name="Flour", sku="F-1", price=n, prices=price)
    )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert {len(answer.json()["prices"]) for answer in answers} == {1}


def test_of_prices_for_one_day_one_is_added(tenant: Tenant, vendor: Vendor) -> None:
    entry = make_entry(tenant, vendor)
    answers = together(tenant, lambda n: post_price(tenant, entry, 20 + n, "2026-01-01"))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: AT_ONCE - 1}


def test_open_prices_end_each_other_and_leave_no_day_with_two(tenant: Tenant, vendor: Vendor) -> None:
    entry = make_entry(tenant, vendor)
    together(tenant, lambda n: post_price(tenant, entry, 20 + n, f"2026-0{n + 1}-01"))
    prices = tenant.api().get(f"/v1/catalog/entries/{entry['id']}").json()["prices"]
    spans = sorted((one["start_date"], one["end_date"] or "9999-12-31") for one in prices)
    assert all(end < start for (_, end), (start, _) in pairwise(spans))
    assert sum(one["end_date"] is None for one in prices) == 1


def test_one_reference_is_one_allowance(tenant: Tenant, vendor: Vendor) -> None:
    entry = make_entry(tenant, vendor)
    answers = together(tenant, lambda n: post_allowance(tenant, entry, n, "2026-01-01", reference_id="A-1"))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
