"""POST /catalog/entries creates an entry, or changes the one that has its key."""

from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.catalog_entries import entry_body, group_id, make_entry, post_entry
from harness.invoices import make_vendor
from harness.tenants import Tenant
from harness.trail import trail

Vendor = dict[str, Any]


def test_an_entry_is_answered_as_the_contract_shows_it(tenant: Tenant, vendor: Vendor) -> None:
    answer = post_entry(
        tenant,
        vendor,
        item_name="Roma Tomatoes 6CT",
        upc="634987654321",
        reference_id="sysco-tomato",
        last_purchased_price=25.5,
        dimensions=[{"Department": "Marketing", "code": "321654"}, {"Account": None, "code": 5000}],
        properties={"shelf": 3, "weight": 1.25, "of": ["a", None]},
    )
    assert answer.status_code == 201
    found = answer.json()
    assert found["id"].startswith("cte_")
    assert found["item_name"] == found["description"] == "Roma Tomatoes 6CT"
    assert (found["pack_size"], found["uom"], found["upc"]) == ("6 CT", "CASE", "634987654321")
    assert (found["price"], found["unit_price"], found["last_purchased_price"]) == ("24.99", "4.17", "25.50")
    assert (found["erp_vendor_id"], found["erp_vendor_name"]) == (vendor["erp_vendor_id"], vendor["erp_vendor_name"])
    assert found["ottimate_vendor_name"] == vendor["erp_vendor_name"]
    assert found["dimensions"] == {"DEPARTMENT": "Marketing", "ACCOUNT": "5000"}
    assert found["display_name"] == "Roma Tomatoes 6CT (6 CT, CASE)"
    assert (found["prices"], found["allowances"], found["warnings"]) == ([], [], [])
    assert found["properties"] == {"shelf": 3, "weight": 1.25, "of": ["a", None]}
    assert found["created_date_utc"].startswith(found["created_date"][:-1])


def test_the_older_names_of_fields_are_understood(tenant: Tenant, vendor: Vendor) -> None:
    body = entry_body(tenant, vendor, description="Cola", pack_size="12.0/16 OZ", price="19.5", unit_price=1.62)
    del body["item_name"], body["size"]
    found = tenant.api().post("/v1/catalog/entries", json=body).json()
    assert (found["item_name"], found["pack_size"]) == ("Cola", "12.0/16 OZ")
    assert (found["price"], found["unit_price"]) == ("19.50", "1.62")


def test_prices_and_allowances_that_are_left_out_are_warned_of(tenant: Tenant, vendor: Vendor) -> None:
    body = entry_body(tenant, vendor)
    del body["prices"], body["allowances"]
    answer = tenant.api().post("/v1/catalog/entries", json=body)
    assert answer.status_code == 201
    assert [warning["message"].split()[0] for warning in answer.json()["warnings"]] == ["prices", "allowances"]


def test_the_same_key_changes_the_entry(tenant: Tenant, vendor: Vendor) -> None:
    first = make_entry(tenant, vendor, item_name="Flour", sku="F-1", uom="BAG", properties={"a": 1})
    body = entry_body(tenant, vendor, item_name="  FLOUR ", sku="f-1", price=30, uom=None)
    again = tenant.api().post("/v1/catalog/entries", json=body).json()
    assert again["id"] == first["id"]
    assert again["catalog_unique_key"] == first["catalog_unique_key"]
    assert (again["item_name"], again["price"], again["unit_price"], again["uom"]) == ("FLOUR", "30.00", "5.00", None)
    assert again["properties"] == {"a": 1}, "what is left out stays"


@pytest.mark.parametrize(
    "changed", [{"sku": "F-2"}, {"size": "12 CT"}, {"item_name": "Rye"}, {"buying_format": "SPLIT"}]
)
def test_another_part_of_the_key_makes_another_entry(tenant: Tenant, vendor: Vendor, changed: dict[str, str]) -> None:
    first = make_entry(tenant, vendor, item_name="Flour", sku="F-1")
    assert make_entry(tenant, vendor, **{"item_name": "Flour", "sku": "F-1", **changed})["id"] != first["id"]


def test_a_upc_tells_entries_apart_only_where_there_is_no_sku(tenant: Tenant, vendor: Vendor) -> None:
    with_sku = [make_entry(tenant, vendor, item_name="Flour", sku="F-1", upc=upc)["id"] for upc in ("1", "2")]
    without = [make_entry(tenant, vendor, item_name="Flour", sku=None, upc=upc)["id"] for upc in ("1", "2")]
    assert (len(set(with_sku)), len(set(without))) == (1, 2)


def test_a_key_of_ones_own_names_the_entry_whatever_its_fields(tenant: Tenant, vendor: Vendor) -> None:
    first = make_entry(tenant, vendor, catalog_unique_key="K-1", item_name="Flour", sku="F-1")
    again = make_entry(tenant, vendor, catalog_unique_key="K-1", item_name="Rye", sku="R-1")
    assert (again["id"], again["item_name"], again["catalog_unique_key"]) == (first["id"], "Rye", "K-1")


def test_the_key_that_was_answered_can_be_sent_back(tenant: Tenant, vendor: Vendor) -> None:
    first = make_entry(tenant, vendor, item_name="Flour", sku="F-1")
    again = make_entry(tenant, vendor, catalog_unique_key=first["catalog_unique_key"], item_name="Flour 550", sku="F-1")
    assert (again["id"], again["catalog_unique_key"]) == (first["id"], first["catalog_unique_key"])


def test_nested_prices_and_allowances_are_added_once(tenant: Tenant, vendor: Vendor) -> None:
    nested = {
        "prices": [
            {"price": 22, "start_date": "2026-01-01"},
            {
                "price": 20,
                "price_type": "location",
                "ottimate_location_id": tenant.location(),
                "start_date": "2026-01-01",
            },
            {"price": 21, "price_type": "location_group", "ottimate_group_id": group_id(tenant), "reference_id": "g-1"},
        ],
        "allowances": [
            {"allowance": 0.25, "start_date": "2026-01-01", "allowance_type": "summer", "unit_allowance": 0.05}
        ],
    }
    first = make_entry(tenant, vendor, item_name="Flour", sku="F-1", **nested)
    assert {(one["price"], one["price_type"], one["price_type_display"]) for one in first["prices"]} == {
        ("22.00", 10, "company"), ("20.00", 20, "location"), ("21.00", 15, "location_group"),
    }  # fmt: skip
    assert [(one["amount"], one["allowance_type"], one["target"]) for one in first["allowances"]] == [
        ("0.25", "summer", 10)
    ]
    assert first["prices"][0]["unit_price"] == "3.67", "22 for 6 CT"
    again = make_entry(tenant, vendor, item_name="Flour", sku="F-1", **nested)
    assert [one["id"] for one in again["prices"]] == [one["id"] for one in first["prices"]]
    assert [one["id"] for one in again["allowances"]] == [one["id"] for one in first["allowances"]]
    assert len(again["warnings"]) == 3, "prices are only ever added"
    kept = make_entry(tenant, vendor, item_name="Flour", sku="F-1", prices=None, allowances=[])
    assert (len(kept["prices"]), len(kept["allowances"])) == (3, 1)


def test_a_nested_price_that_overlaps_refuses_the_whole_entry(tenant: Tenant, vendor: Vendor) -> None:
    prices = [
        {"price": 22, "start_date": "2026-01-01", "end_date": "2026-06-30"},
        {"price": 23, "start_date": "2026-06-30", "end_date": "2026-12-31"},
    ]
    answer = post_entry(tenant, vendor, prices=prices)
    assert (answer.status_code, error_of(answer)) == (409, "price_overlaps")
    assert _entries(tenant) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"item_name": " "}, {"item_name": "required"}),
        ({"erp_vendor_id": None}, {"erp_vendor_id": "required"}),
        ({"erp_vendor_id": "NOBODY"}, {"erp_vendor_id": "unknown_vendor"}),
        ({"price": -1}, {"price": "negative_amount"}),
        ({"price": "abc"}, {"price": "invalid_amount"}),
        ({"unit_price": 1.1234567}, {"unit_price": "too_many_decimals"}),
        ({"is_split_case": "yes"}, {"is_split_case": "invalid"}),
        ({"dimensions": ["x"]}, {"dimensions": "invalid"}),
        ({"dimensions": [{"A": "x"}, {"a": "y"}]}, {"dimensions": "duplicate_type"}),
        ({"properties": {"a": "x" * 10_001}}, {"properties": "too_long"}),
        ({"prices": {"price": 1}}, {"prices": "invalid"}),
        ({"prices": [{"start_date": "2026-01-01"}]}, {"prices[0].price": "required"}),
        ({"prices": [{"price": 1, "price_type": "planet"}]}, {"prices[0].price_type": "invalid_target"}),
        ({"prices": [{"price": 1, "price_type": "location"}]}, {"prices[0].ottimate_location_id": "required"}),
        ({"prices": [{"price": 1, "ottimate_location_id": 5}]}, {"prices[0].ottimate_location_id": "invalid"}),
        (
            {"prices": [{"price": 1, "start_date": "2026-02-01", "end_date": "2026-01-31"}]},
            {"prices[0].end_date": "end_before_start"},
        ),
        ({"allowances": [{"allowance": 1}]}, {"allowances[0].start_date": "required"}),
        ({"allowances": [{"start_date": "2026-01-01"}]}, {"allowances[0].allowance": "required"}),
        ({"allowances": ["x"]}, {"allowances[0]": "invalid"}),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_stored(
    tenant: Tenant, vendor: Vendor, changes: dict[str, Any], fault: dict[str, str]
) -> None:
    answer = post_entry(tenant, vendor, **changes)
    assert (answer.status_code, fields_of(answer)) == (400, fault)
    assert _entries(tenant) == []


def test_a_vendor_of_another_company_is_unknown(tenant: Tenant) -> None:
    answer = post_entry(tenant, make_vendor(tenant, "west"))
    assert fields_of(answer) == {"erp_vendor_id": "unknown_vendor"}


def test_places_outside_the_company_are_refused(tenant: Tenant, other_tenant: Tenant, vendor: Vendor) -> None:
    def refusal(**place: Any) -> tuple[int, str]:
        answer = post_entry(tenant, vendor, prices=[{"price": 1, **place}])
        return answer.status_code, error_of(answer)

    elsewhere = {"price_type": "location", "ottimate_location_id": tenant.location("hafen")}
    assert refusal(**elsewhere) == (400, "location_company_mismatch")
    foreign = {"price_type": "location", "ottimate_location_id": other_tenant.location()}
    assert refusal(**foreign) == (404, "not_found")
    assert refusal(price_type="location_group", ottimate_group_id=group_id(other_tenant)) == (404, "not_found")


def test_rights_scope_and_company_are_checked(tenant: Tenant, other_tenant: Tenant, vendor: Vendor) -> None:
    def refusal(user: str, **changes: Any) -> tuple[int, str]:
        answer = post_entry(tenant, vendor, api=tenant.api(user), **changes)
        return answer.status_code, error_of(answer)

    assert refusal("reader") == (403, "permission_denied")
    assert refusal("main") == (403, "out_of_scope"), "an entry is for all locations"
    assert refusal("east", ottimate_company_id=tenant.company("west")) == (403, "out_of_scope")
    assert refusal("all", ottimate_company_id=other_tenant.company()) == (404, "not_found")
    assert refusal("all", ottimate_company_id=None) == (400, "validation_error")


def test_a_repeated_idempotency_key_creates_nothing_twice(tenant: Tenant, vendor: Vendor) -> None:
    body, headers = entry_body(tenant, vendor), {"Idempotency-Key": "entry-1"}
    first = tenant.api().post("/v1/catalog/entries", json=body, headers=headers)
    again = tenant.api().post("/v1/catalog/entries", json=body, headers=headers)
    assert again.headers["x-idempotent-replayed"] == "true"
    assert again.json() == first.json()
    assert len(_entries(tenant)) == 1


def test_the_trail_tells_what_was_created_and_changed(tenant: Tenant, vendor: Vendor) -> None:
    entry = make_entry(tenant, vendor, sku="F-1", item_name="Flour", prices=[{"price": 20, "start_date": "2026-01-01"}])
    make_entry(tenant, vendor, sku="F-1", item_name="Flour", price=30)
    told = trail(tenant, "catalog_entry")
    assert [(one["action"], one["subject_id"]) for one in told] == [
        ("catalog_entry.created", entry["id"].removeprefix("cte_")),
        ("catalog_entry.changed", entry["id"].removeprefix("cte_")),
    ]
    assert told[1]["before"] == {"price": "24.99", "unit_price": "4.17"}
    assert [one["action"] for one in trail(tenant, "catalog_price")] == ["catalog_price.added"]


def _entries(tenant: Tenant) -> list[dict[str, Any]]:
    where = {"ottimate_company_id": tenant.company()}
    return tenant.api().get("/v1/catalog/entries", params=where).json()["results"]
