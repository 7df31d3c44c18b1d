"""Allowances are put by their reference, changed, and listed by where and when they hold."""

from typing import Any

import httpx2
import pytest

from harness.api import error_of, fields_of
from harness.catalog_entries import make_allowance, make_entry, post_allowance
from harness.tenants import Tenant
from harness.trail import trail

Vendor = dict[str, Any]


@pytest.fixture
def entry(tenant: Tenant, vendor: Vendor) -> dict[str, Any]:
    return make_entry(tenant, vendor)


def listed(tenant: Tenant, user: str = "all", **query: Any) -> list[dict[str, Any]]:
    where = {"ottimate_company_id": tenant.company(), **query}
    answer = tenant.api(user).get("/v1/catalog/allowances", params=where)
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]


def patch(tenant: Tenant, one: dict[str, Any], body: Any, user: str = "all", **options: Any) -> httpx2.Response:
    return tenant.api(user).patch(f"/v1/catalog/allowances/{one['id']}", json=body, **options)


def at(tenant: Tenant, name: str) -> dict[str, Any]:
    return {"target": "location", "ottimate_location_id": tenant.location(name)}


def test_the_example_of_the_guide(tenant: Tenant, entry: dict[str, Any]) -> None:
    found = make_allowance(
        tenant, entry, 0.25, "2024-01-01", allowance_type="discount", unit_allowance=0.25, end_date="2024-12-31",
        **at(tenant, "main"),
    )  # fmt: skip
    assert (found["allowance_type"], found["amount"], found["unit_allowance"]) == ("discount", "0.25", "0.25")
    assert (found["target"], found["target_type"], found["ottimate_location_id"]) == (20, "location", tenant.location())
    assert (found["start_date"], found["end_date"]) == ("2024-01-01", "2024-12-31")
    assert found["end_date_utc"] == "2024-12-31T00:00:00.000000Z"
    assert found["catalog_entry_id"] == entry["id"]


def test_what_is_left_out_has_its_default(tenant: Tenant, entry: dict[str, Any]) -> None:
    found = make_allowance(tenant, entry, 1, "2026-01-01")
    assert (found["allowance_type"], found["unit_allowance"], found["target"]) == ("allowance", "0.00", 10)
    assert (found["end_date"], found["end_date_utc"], found["reference_id"]) == (None, None, None)


def test_the_same_reference_is_the_same_allowance(tenant: Tenant, entry: dict[str, Any]) -> None:
    first = make_allowance(tenant, entry, 1, "2026-01-01", reference_id="A-1", end_date="2026-06-30")
    again = make_allowance(tenant, entry, 2, "2026-02-01", reference_id="A-1")
    assert again["id"] == first["id"]
    assert (again["amount"], again["start_date"], again["end_date"]) == ("2.00", "2026-02-01", None)
    assert len(listed(tenant)) == 1
    other = make_entry(tenant, {"erp_vendor_id": entry["erp_vendor_id"]})
    assert error_of(post_allowance(tenant, other, 1, "2026-01-01", reference_id="A-1")) == "reference_id_taken"
    actions = [one["action"] for one in trail(tenant, "catalog_allowance")]
    assert actions == ["catalog_allowance.created", "catalog_allowance.changed"]


def test_two_of_a_type_do_not_hold_on_one_day(tenant: Tenant, entry: dict[str, Any]) -> None:
    first = make_allowance(tenant, entry, 1, "2026-01-01", end_date="2026-06-30")
    answer = post_allowance(tenant, entry, 2, "2026-06-30")
    assert (answer.status_code, error_of(answer)) == (409, "allowance_overlaps")
    assert str(first["id"]) in answer.json()["code"]
    make_allowance(tenant, entry, 2, "2026-07-01")
    make_allowance(tenant, entry, 2, "2026-06-30", allowance_type="rebate")


def test_allowances_are_found_by_place_and_day(tenant: Tenant, entry: dict[str, Any]) -> None:
    make_allowance(tenant, entry, 1, "2026-01-01", end_date="2026-06-30")
    make_allowance(tenant, entry, 2, "2026-07-01")
    make_allowance(tenant, entry, 3, "2026-01-01", **at(tenant, "main"))
    found = {one["amount"] for one in listed(tenant, effective_date="2026-06-30", catalog_entry_id=entry["id"])}
    assert found == {"1.00", "3.00"}
    assert [one["amount"] for one in listed(tenant, ottimate_location_id=tenant.location())] == ["3.00"]


def test_a_change_keeps_what_is_left_out(tenant: Tenant, entry: dict[str, Any]) -> None:
    one = make_allowance(tenant, entry, 1, "2026-01-01", end_date="2026-06-30", unit_allowance=0.1)
    found = patch(tenant, one, {"amount": "1.50", "allowance_type": "rebate"}).json()
    assert (found["amount"], found["allowance_type"], found["unit_allowance"]) == ("1.50", "rebate", "0.10")
    assert found["end_date"] == "2026-06-30"
    assert patch(tenant, one, {"end_date": None}).json()["end_date"] is None
    moved = patch(tenant, one, at(tenant, "park")).json()
    assert (moved["target_type"], moved["ottimate_location_id"]) == ("location", tenant.location("park"))
    everywhere = patch(tenant, one, {"target": "company"}).json()
    assert (everywhere["target"], everywhere["ottimate_location_id"]) == (10, None)


def test_a_stale_version_is_refused(tenant: Tenant, entry: dict[str, Any]) -> None:
    one = make_allowance(tenant, entry, 1, "2026-01-01")
    assert patch(tenant, one, {"amount": 2}, headers={"If-Match": '"1"'}).headers["etag"] == '"2"'
    assert patch(tenant, one, {"amount": 3}, headers={"If-Match": '"1"'}).status_code == 412


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"amount": None}, "amount"),
        ({"amount": -1}, "amount"),
        ({"end_date": "2025-12-31"}, "end_date"),
        ({"start_date": None}, "start_date"),
        ({"allowance_type": "gift"}, "allowance_type"),
        ({"target": "location"}, "ottimate_location_id"),
        ({"ottimate_location_id": 5}, "ottimate_location_id"),
    ],
)
def test_what_is_wrong_is_named_and_changes_nothing(
    tenant: Tenant, entry: dict[str, Any], body: dict[str, Any], field: str
) -> None:
    one = make_allowance(tenant, entry, 1, "2026-01-01")
    answer = patch(tenant, one, body)
    assert (answer.status_code, list(fields_of(answer))) == (400, [field])
    assert [found["amount"] for found in listed(tenant)] == ["1.00"]


def test_a_change_into_another_ones_days_is_refused(tenant: Tenant, entry: dict[str, Any]) -> None:
    make_allowance(tenant, entry, 1, "2026-01-01", end_date="2026-06-30")
    later = make_allowance(tenant, entry, 2, "2026-07-01")
    answer = patch(tenant, later, {"start_date": "2026-06-01"})
    assert (answer.status_code, error_of(answer)) == (409, "allowance_overlaps")


def test_a_location_sees_and_changes_its_own_only(tenant: Tenant, other_tenant: Tenant, entry: dict[str, Any]) -> None:
    company = make_allowance(tenant, entry, 1, "2026-01-01")
    park = make_allowance(tenant, entry, 2, "2026-01-01", **at(tenant, "park"), reference_id="PARK")
    own = make_allowance(tenant, entry, 3, "2026-01-01", **at(tenant, "main"))
    assert {one["amount"] for one in listed(tenant, "main")} == {"1.00", "3.00"}
    assert patch(tenant, own, {"amount": 4}, "main").status_code == 200
    assert patch(tenant, company, {"amount": 4}, "main").status_code == 403
    assert patch(tenant, park, {"amount": 4}, "main").status_code == 404
    assert patch(tenant, own, at(tenant, "park"), "main").status_code == 403
    taken = post_allowance(
        tenant, entry, 9, "2026-01-01", tenant.api("main"), **at(tenant, "main"), reference_id="PARK"
    )
    assert taken.status_code == 403
    assert other_tenant.api().patch(f"/v1/catalog/allowances/{own['id']}", json={"amount": 4}).status_code == 404
    assert patch(tenant, own, {"amount": 4}, "reader").status_code == 403
