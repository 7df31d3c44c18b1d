"""Settings and tolerances of matching: who may set them, what is refused, and that changes are told."""

from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.dimensions import make_dimension
from harness.invoices import make_vendor
from harness.matching import make_tolerance, set_orders_needed
from harness.tenants import Tenant
from harness.trail import trail


def test_a_company_that_has_set_nothing_needs_orders_where_one_is_named(tenant: Tenant) -> None:
    found = tenant.api().get("/v1/matching/settings", params={"ottimate_company_id": tenant.company()}).json()
    assert found == {"version": "1.0.0", "ottimate_company_id": tenant.company(), "orders_needed": "when_named"}


def test_settings_are_of_one_company_and_told(tenant: Tenant) -> None:
    set_orders_needed(tenant, "always")
    west = tenant.api().get("/v1/matching/settings", params={"ottimate_company_id": tenant.company("west")}).json()
    assert west["orders_needed"] == "when_named"
    assert [entry["action"] for entry in trail(tenant, "matching_settings")] == ["matching_settings.changed"]


def test_a_tolerance_shows_its_limits_exactly(tenant: Tenant) -> None:
    made = make_tolerance(tenant, price_percent=2.5, price_amount=0.05, charge_amount=10)
    assert (made["price_percent"], made["price_amount"], made["charge_amount"]) == (2.5, 0.05, 10)
    assert made["quantity_percent"] is None
    listed = tenant.api().get("/v1/matching/tolerances", params={"ottimate_company_id": tenant.company()}).json()
    assert (listed["count"], listed["results"][0]["id"]) == (1, made["id"])


def test_a_limit_is_changed_or_taken_away_alone(tenant: Tenant) -> None:
    made = make_tolerance(tenant, price_percent=2, quantity_percent=1)
    path = f"/v1/matching/tolerances/{made['id']}"
    changed = tenant.api().patch(path, json={"price_percent": None}).json()
    assert (changed["price_percent"], changed["quantity_percent"]) == (None, 1)
    assert tenant.api().delete(path).status_code == 200
    assert error_of(tenant.api().patch(path, json={})) == "not_found"
    told = [entry["action"] for entry in trail(tenant, "matching_tolerance")]
    assert sorted(told) == [
        "matching_tolerance.changed",
        "matching_tolerance.created",
        "matching_tolerance.deleted",
    ]


def test_a_deleted_tolerance_comes_back_as_it_was_and_once(tenant: Tenant, other_tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    made = make_tolerance(tenant, ottimate_vendor_id=vendor["id"], price_percent=2.5, charge_amount=10)
    path = f"/v1/matching/tolerances/{made['id']}"
    assert error_of(tenant.api().post(f"{path}/restore")) == "not_found"
    tenant.api().delete(path)
    assert error_of(other_tenant.api().post(f"{path}/restore")) == "not_found"
    back = tenant.api().post(f"{path}/restore").json()
    names = ("id", "ottimate_vendor_id", "price_percent", "price_amount", "charge_amount")
    assert {name: back[name] for name in names} == {name: made[name] for name in names}
    assert error_of(tenant.api().post(f"{path}/restore")) == "not_found"


def test_a_tolerance_does_not_come_back_beside_another(tenant: Tenant) -> None:
    path = f"/v1/matching/tolerances/{make_tolerance(tenant, price_percent=2)['id']}"
    tenant.api().delete(path)
    other = make_tolerance(tenant, price_percent=3)
    refused = tenant.api().post(f"{path}/restore")
    assert error_of(refused) == "tolerance_exists" and other["id"] in refused.text


def test_there_is_one_tolerance_for_a_vendor_a_category_and_the_company(tenant: Tenant) -> None:
    vendor, category = make_vendor(tenant), make_dimension(tenant, "account", "5100")
    for place in ({}, {"ottimate_vendor_id": vendor["id"]}, {"category": category["id"]}):
        made = make_tolerance(tenant, **place)
        again = tenant.api().post("/v1/matching/tolerances", json={"ottimate_company_id": tenant.company(), **place})
        assert error_of(again) == "tolerance_exists"
        assert made["id"] in again.json()["code"]


@pytest.mark.parametrize(
    ("body", "field", "kind"),
    [
        ({"price_percent": -1}, "price_percent", "out_of_range"),
        ({"quantity_percent": 101}, "quantity_percent", "out_of_range"),
        ({"charge_amount": 0.1234567}, "charge_amount", "too_many_decimals"),
        ({"ottimate_vendor_id": 99999999}, "ottimate_vendor_id", "unknown_vendor"),
        ({"category": "dim_unknown"}, "category", "unknown_dimension"),
    ],
)
def test_what_cannot_be_a_tolerance_is_refused(tenant: Tenant, body: dict[str, Any], field: str, kind: str) -> None:
    answer = tenant.api().post("/v1/matching/tolerances", json={"ottimate_company_id": tenant.company(), **body})
    assert answer.status_code == 400
    assert fields_of(answer)[field] == kind


def test_whoever_sees_one_location_changes_nothing_of_the_company(tenant: Tenant) -> None:
    made = make_tolerance(tenant, price_percent=1)
    path = f"/v1/matching/tolerances/{made['id']}"
    assert error_of(tenant.api("main").patch(path, json={"price_percent": 50})) == "out_of_scope"
    body = {"ottimate_company_id": tenant.company(), "price_percent": 50}
    assert error_of(tenant.api("main").post("/v1/matching/tolerances", json=body)) == "out_of_scope"


def test_another_company_and_another_account_do_not_know_it(tenant: Tenant, other_tenant: Tenant) -> None:
    path = f"/v1/matching/tolerances/{make_tolerance(tenant)['id']}"
    assert error_of(other_tenant.api().patch(path, json={})) == "not_found"
    vendor = make_vendor(tenant, company="west")
    body = {"ottimate_company_id": tenant.company(), "ottimate_vendor_id": vendor["id"]}
    assert tenant.api().post("/v1/matching/tolerances", json=body).status_code == 400
