"""PATCH /catalog/entries/{id} changes what is sent and keeps the rest."""

from typing import Any

import httpx2
import pytest

from harness.api import error_of, fields_of
from harness.catalog_entries import make_entry, make_price
from harness.invoices import make_vendor
from harness.tenants import Tenant

Vendor = dict[str, Any]


def patch(tenant: Tenant, entry: dict[str, Any], body: Any, user: str = "all", **options: Any) -> httpx2.Response:
    return tenant.api(user).patch(f"/v1/catalog/entries/{entry['id']}", json=body, **options)


def test_the_example_of_the_contract(tenant: Tenant, vendor: Vendor) -> None:
    entry = make_entry(tenant, vendor, unit_price=4.17)
    body = {
        "item_name": "Roma Tomatoes 6CT", "size": "6 CT", "price": 26.99,
        "dimensions": [{"Account": "5000"}, {"Department": "Kitchen"}],
    }  # fmt: skip
    found = patch(tenant, entry, body).json()
    assert (found["price"], found["unit_price"]) == ("26.99", "4.50"), "a new price has a new unit price"
    assert found["dimensions"] == {"ACCOUNT": "5000", "DEPARTMENT": "Kitchen"}
    assert (found["sku"], found["uom"]) == (entry["sku"], "CASE")


def test_a_vendor_name_is_kept_cleared_or_set(tenant: Tenant, vendor: Vendor) -> None:
    entry = make_entry(tenant, vendor)
    assert patch(tenant, entry, {"uom": "BAG"}).json()["erp_vendor_name"] == vendor["erp_vendor_name"]
    assert patch(tenant, entry, {"erp_vendor_name": "Sysco"}).json()["erp_vendor_name"] == "Sysco"
    cleared = patch(tenant, entry, {"erp_vendor_name": ""}).json()
    assert (cleared["erp_vendor_name"], cleared["ottimate_vendor_name"]) == (None, None)


def test_another_vendor_brings_its_name(tenant: Tenant, vendor: Vendor) -> None:
    entry, other = make_entry(tenant, vendor), make_vendor(tenant)
    found = patch(tenant, entry, {"erp_vendor_id": other["erp_vendor_id"]}).json()
    assert (found["erp_vendor_id"], found["erp_vendor_name"]) == (other["erp_vendor_id"], other["erp_vendor_name"])
    strange = patch(tenant, entry, {"erp_vendor_id": "NOBODY"})
    assert fields_of(strange) == {"erp_vendor_id": "unknown_vendor"}


def test_null_clears_and_a_unit_price_that_is_sent_is_kept(tenant: Tenant, vendor: Vendor) -> None:
    entry = make_entry(tenant, vendor, upc="1", properties={"a": 1}, is_split_case=True, authorized_vendor=True)
    body = {
        "upc": None,
        "properties": None,
        "is_split_case": None,
        "authorized_vendor": None,
        "price": 12,
        "unit_price": 3,
    }
    found = patch(tenant, entry, body).json()
    assert (found["upc"], found["properties"], found["is_split_case"], found["authorized_vendor"]) == (
        None,
        {},
        False,
        None,
    )
    assert (found["price"], found["unit_price"]) == ("12.00", "3.00")
    assert patch(tenant, entry, {"uom": "BAG"}).json()["unit_price"] == "3.00"
    assert patch(tenant, entry, {"price": None, "size": None}).json()["price"] is None


def test_a_computed_key_follows_the_fields_and_stays_unique(tenant: Tenant, vendor: Vendor) -> None:
    flour = make_entry(tenant, vendor, item_name="Flour", sku="F-1")
    rye = make_entry(tenant, vendor, item_name="Rye", sku="F-1")
    renamed = patch(tenant, rye, {"item_name": "Spelt"}).json()
    assert renamed["id"] == rye["id"]
    assert renamed["catalog_unique_key"] != rye["catalog_unique_key"]
    again = make_entry(tenant, vendor, item_name="Spelt", sku="F-1")
    assert again["id"] == rye["id"], "a POST meets it by its new fields"
    refused = patch(tenant, rye, {"item_name": "flour"})
    assert (refused.status_code, error_of(refused)) == (409, "catalog_entry_exists")
    assert flour["id"] in refused.json()["code"]


def test_a_key_that_was_given_stays(tenant: Tenant, vendor: Vendor) -> None:
    entry = make_entry(tenant, vendor, catalog_unique_key="K-1")
    assert patch(tenant, entry, {"item_name": "Rye"}).json()["catalog_unique_key"] == "K-1"


def test_what_patch_does_not_change_is_told(tenant: Tenant, vendor: Vendor) -> None:
    entry = make_entry(tenant, vendor, reference_id="R-1")
    found = patch(tenant, entry, {"reference_id": "R-2", "prices": [], "uom": "BAG"}).json()
    assert (found["reference_id"], found["uom"]) == ("R-1", "BAG")
    assert [warning["message"].split()[0] for warning in found["warnings"]] == ["prices", "reference_id"]


def test_a_stale_version_is_refused(tenant: Tenant, vendor: Vendor) -> None:
    entry = make_entry(tenant, vendor)
    assert patch(tenant, entry, {"uom": "BAG"}, headers={"If-Match": '"1"'}).headers["etag"] == '"2"'
    stale = patch(tenant, entry, {"uom": "BOX"}, headers={"If-Match": '"1"'})
    assert (stale.status_code, error_of(stale)) == (412, "stale_version")
    assert patch(tenant, entry, {"uom": "BAG"}).headers["etag"] == '"2"', "what changes nothing is no new version"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"item_name": None}, "item_name"),
        ({"item_name": ""}, "item_name"),
        ({"erp_vendor_id": None}, "erp_vendor_id"),
        ({"price": -0.01}, "price"),
        ({"dimensions": "x"}, "dimensions"),
    ],
)
def test_what_is_wrong_is_named_and_changes_nothing(tenant: Tenant, vendor: Vendor, body: Any, field: str) -> None:
    entry = make_entry(tenant, vendor)
    answer = patch(tenant, entry, {"uom": "BAG", **body})
    assert (answer.status_code, list(fields_of(answer))) == (400, [field])
    assert tenant.api().get(f"/v1/catalog/entries/{entry['id']}").json() == entry


def test_rights_and_scope_are_checked(tenant: Tenant, other_tenant: Tenant, vendor: Vendor) -> None:
    entry = make_entry(tenant, vendor)
    assert patch(tenant, entry, {"uom": "BAG"}, "reader").status_code == 403
    assert patch(tenant, entry, {"uom": "BAG"}, "main").status_code == 403
    assert other_tenant.api().patch(f"/v1/catalog/entries/{entry['id']}", json={"uom": "BAG"}).status_code == 404
    west = make_entry(tenant, make_vendor(tenant, "west"), ottimate_company_id=tenant.company("west"))
    assert patch(tenant, west, {"uom": "BAG"}, "east").status_code == 404


def test_prices_that_stand_are_shown(tenant: Tenant, vendor: Vendor) -> None:
    entry = make_entry(tenant, vendor)
    make_price(tenant, entry, 20, "2026-01-01")
    assert [one["price"] for one in patch(tenant, entry, {"uom": "BAG"}).json()["prices"]] == ["20.00"]
