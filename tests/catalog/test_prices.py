"""Prices are added, listed by where and when they hold, and ended by the next one."""

from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.catalog_entries import group_id, make_entry, make_price, post_price
from harness.invoices import make_vendor
from harness.tenants import Tenant
from harness.trail import trail

Vendor = dict[str, Any]


@pytest.fixture
def entry(tenant: Tenant, vendor: Vendor) -> dict[str, Any]:
    return make_entry(tenant, vendor)


def listed(tenant: Tenant, user: str = "all", **query: Any) -> list[dict[str, Any]]:
    where = {"ottimate_company_id": tenant.company(), **query}
    answer = tenant.api(user).get("/v1/catalog/prices", params=where)
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]


def test_a_price_is_answered_as_the_contract_shows_it(tenant: Tenant, entry: dict[str, Any]) -> None:
    place = {"price_type": "location", "ottimate_location_id": tenant.location()}
    found = make_price(tenant, entry, 23.5, "2026-01-01", end_date="2026-12-31", reference_id="P-1", **place)
    assert isinstance(found["id"], int)
    assert (found["catalog_entry_id"], found["ottimate_company_id"]) == (entry["id"], tenant.company())
    assert (found["price"], found["unit_price"]) == ("23.50", "3.92")
    assert (found["price_type"], found["price_type_display"]) == (20, "location")
    assert (found["ottimate_location_id"], found["ottimate_group_id"]) == (tenant.location(), None)
    assert (found["start_date"], found["start_date_utc"]) == ("2026-01-01", "2026-01-01T00:00:00.000000Z")
    assert (found["end_date"], found["reference_id"]) == ("2026-12-31", "P-1")


@pytest.mark.parametrize("named", ["cte_", ""])
def test_an_entry_is_named_by_its_id_or_its_number(tenant: Tenant, entry: dict[str, Any], named: str) -> None:
    number = entry["id"].removeprefix("cte_")
    found = post_price(tenant, {**entry, "id": f"{named}{number}"}, 1, "2026-01-01")
    assert found.status_code == 201
    assert post_price(tenant, {**entry, "id": int(number)}, 2, "2026-02-01").status_code == 201


def test_prices_are_found_by_place_and_day(tenant: Tenant, entry: dict[str, Any]) -> None:
    make_price(tenant, entry, 1, "2026-01-01", end_date="2026-01-31")
    make_price(tenant, entry, 2, "2026-02-01")
    place = {"price_type": "location", "ottimate_location_id": tenant.location()}
    make_price(tenant, entry, 3, "2026-01-15", **place)
    make_price(tenant, entry, 4, "2026-01-01", price_type="location_group", ottimate_group_id=group_id(tenant))

    def found(**query: Any) -> set[str]:
        return {one["price"] for one in listed(tenant, **query)}

    assert found() == {"1.00", "2.00", "3.00", "4.00"}
    assert found(effective_date="2026-01-31") == {"1.00", "3.00", "4.00"}
    assert found(effective_date="2026-02-01") == {"2.00", "3.00", "4.00"}
    assert found(price_type="location") == {"3.00"}
    assert found(price_type="15") == {"4.00"}
    assert found(ottimate_location_id=tenant.location()) == {"3.00"}
    assert found(ottimate_location_id=tenant.location("park")) == set()
    assert found(catalog_entry_id=entry["id"], price_type="company") == {"1.00", "2.00"}
    assert found(catalog_entry_id="cte_1") == set()


def test_a_later_price_ends_the_one_before(tenant: Tenant, entry: dict[str, Any]) -> None:
    first = make_price(tenant, entry, 20, "2026-01-01")
    second = make_price(tenant, entry, 21, "2026-07-01")
    ends = {one["id"]: one["end_date"] for one in listed(tenant)}
    assert ends == {first["id"]: "2026-06-30", second["id"]: None}
    assert [one["action"] for one in trail(tenant, "catalog_price")].count("catalog_price.ended") == 1


def test_an_overlapping_price_is_refused_and_names_the_other(tenant: Tenant, entry: dict[str, Any]) -> None:
    first = make_price(tenant, entry, 20, "2026-01-01")
    answer = post_price(tenant, entry, 18, "2026-03-01", end_date="2026-03-31")
    assert (answer.status_code, error_of(answer)) == (409, "price_overlaps")
    assert str(first["id"]) in answer.json()["code"]
    assert [one["price"] for one in listed(tenant)] == ["20.00"]


def test_a_price_that_is_there_is_refused(tenant: Tenant, entry: dict[str, Any]) -> None:
    make_price(tenant, entry, 20, "2026-01-01", reference_id="P-1")
    for body in ({"reference_id": "P-1"}, {}):
        answer = post_price(tenant, entry, 20, "2026-01-01", **body)
        assert (answer.status_code, error_of(answer)) == (409, "price_exists")
    other = make_entry(tenant, {"erp_vendor_id": entry["erp_vendor_id"]})
    taken = post_price(tenant, other, 20, "2026-01-01", reference_id="P-1")
    assert (taken.status_code, error_of(taken)) == (409, "reference_id_taken")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"price": None}, "price"),
        ({"price": -1}, "price"),
        ({"start_date": None}, "start_date"),
        ({"start_date": "2026-02-30"}, "start_date"),
        ({"end_date": "2025-12-31"}, "end_date"),
        ({"price_type": 11}, "price_type"),
        ({"price_type": "location_group"}, "ottimate_group_id"),
        ({"catalog_entry_id": "dim_1"}, "catalog_entry_id"),
        ({"catalog_entry_id": "cte_1"}, "catalog_entry_id"),
        ({"data": []}, "data"),
    ],
)
def test_what_is_wrong_is_named(tenant: Tenant, entry: dict[str, Any], changes: dict[str, Any], field: str) -> None:
    answer = post_price(tenant, entry, 20, "2026-01-01", **changes)
    assert (answer.status_code, list(fields_of(answer))) == (400, [field])
    assert listed(tenant) == []


def test_a_location_sees_and_writes_its_own_prices_only(tenant: Tenant, entry: dict[str, Any]) -> None:
    def at(name: str) -> dict[str, Any]:
        return {"price_type": "location", "ottimate_location_id": tenant.location(name)}

    make_price(tenant, entry, 1, "2026-01-01")
    make_price(tenant, entry, 2, "2026-01-01", price_type="location_group", ottimate_group_id=group_id(tenant))
    make_price(tenant, entry, 3, "2026-01-01", **at("park"), reference_id="PARK")
    main = tenant.api("main")
    assert post_price(tenant, entry, 4, "2026-01-01", api=main, **at("main")).status_code == 201
    assert {one["price"] for one in listed(tenant, "main")} == {"1.00", "2.00", "4.00"}
    for refused in ({}, at("park"), {"price_type": "location_group", "ottimate_group_id": group_id(tenant)}):
        answer = post_price(tenant, entry, 5, "2026-02-01", api=main, **refused)
        assert (answer.status_code, error_of(answer)) == (403, "out_of_scope")
    borrowed = post_price(tenant, entry, 5, "2026-02-01", api=main, **at("main"), reference_id="PARK")
    assert (borrowed.status_code, error_of(borrowed)) == (403, "out_of_scope"), (
        "a price that is not shown is not told of"
    )
    seen = main.get(f"/v1/catalog/entries/{entry['id']}").json()["prices"]
    assert {one["price"] for one in seen} == {"1.00", "2.00", "4.00"}
    where = {"ottimate_company_id": tenant.company(), "ottimate_location_id": tenant.location("park")}
    assert main.get("/v1/catalog/prices", params=where).status_code == 403


def test_entries_of_others_are_unknown(tenant: Tenant, other_tenant: Tenant, entry: dict[str, Any]) -> None:
    foreign = make_entry(other_tenant, make_vendor(other_tenant))
    answer = post_price(tenant, {**entry, "id": foreign["id"]}, 1, "2026-01-01")
    assert fields_of(answer) == {"catalog_entry_id": "unknown_entry"}
    west = make_entry(tenant, make_vendor(tenant, "west"), ottimate_company_id=tenant.company("west"))
    answer = post_price(tenant, {**entry, "id": west["id"]}, 1, "2026-01-01")
    assert fields_of(answer) == {"catalog_entry_id": "unknown_entry"}
    assert post_price(tenant, west, 1, "2026-01-01", api=tenant.api("east")).status_code == 403


def test_a_group_without_a_location_of_the_company_is_refused(tenant: Tenant, entry: dict[str, Any]) -> None:
    answer = post_price(tenant, entry, 1, "2026-01-01", price_type="group", ottimate_group_id=2**31 - 1)
    assert (answer.status_code, error_of(answer)) == (404, "not_found")
