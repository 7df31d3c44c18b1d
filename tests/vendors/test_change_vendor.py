"""PATCH /v1/vendors/{id}."""

from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.bank_changes import NEW, OLD, banked_vendor, of_vendor, patch_vendor, read_vendor, statuses
from harness.invoices import make_vendor
from harness.master_data import ordered
from harness.tenants import Tenant


def test_what_is_left_out_is_kept_and_null_clears(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, email="old@example.com", phone="+1 555", city="Houston")
    answer = patch_vendor(tenant, vendor, email="new@example.com", phone=None)
    assert answer.status_code == 200
    shown = answer.json()["vendor"]
    assert (shown["email"], shown["phone"], shown["city"]) == ("new@example.com", None, "Houston")
    assert shown == read_vendor(tenant, vendor)


def test_a_change_is_in_the_trail_with_who_and_what(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, city="Houston")
    patch_vendor(tenant, vendor, city="Austin")
    last = of_vendor(tenant, vendor)[-1]
    assert last["action"] == "vendor.updated"
    assert (last["before"], last["after"]) == ({"city": "Houston"}, {"city": "Austin"})


def test_a_change_of_nothing_leaves_no_trace(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, city="Houston")
    before = read_vendor(tenant, vendor)
    assert patch_vendor(tenant, vendor, city="Houston").json()["vendor"] == before
    assert [one["action"] for one in of_vendor(tenant, vendor)] == ["vendor.created"]


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({"email": "nobody"}, {"email": "invalid_email"}),
        ({"iban": "DE00"}, {"iban": "invalid_iban"}),
        ({"erp_vendor_name": ""}, {"erp_vendor_name": "required"}),
        ({"erp_vendor_name": "x" * 501, "city": "y" * 201}, {"erp_vendor_name": "too_long", "city": "too_long"}),
        ({"colour": "blue"}, {"colour": "unknown_field"}),
    ],
)
def test_a_bad_value_is_refused_by_its_field_and_changes_nothing(
    tenant: Tenant, body: dict[str, Any], faults: dict[str, str]
) -> None:
    vendor = banked_vendor(tenant)
    before = read_vendor(tenant, vendor)
    answer = patch_vendor(tenant, vendor, **body)
    assert answer.status_code == 400
    assert fields_of(answer) == faults
    assert read_vendor(tenant, vendor) == before


def test_an_erp_id_that_another_vendor_has_is_refused(tenant: Tenant) -> None:
    one, other = make_vendor(tenant), make_vendor(tenant)
    answer = patch_vendor(tenant, one, erp_vendor_id=other["erp_vendor_id"], city="Austin")
    assert (answer.status_code, error_of(answer)) == (409, "vendor_exists")
    assert read_vendor(tenant, one)["city"] is None


def test_who_has_its_invoices_is_told_of_another_erp_id(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    assert patch_vendor(tenant, vendor, erp_vendor_id="OTHER-1").json()["vendor"]["erp_vendor_id"] == "OTHER-1"
    assert [payload["vendors"] for _, payload in ordered(tenant)] == [[vendor["id"]]]


def test_a_stale_version_is_refused_and_a_fresh_one_goes_through(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    path = f"/v1/vendors/{vendor['id']}"
    seen = tenant.api().get(path).headers["ETag"]
    first = tenant.api().patch(path, json={"city": "Austin"}, headers={"If-Match": seen})
    assert first.status_code == 200
    second = tenant.api("second").patch(path, json={"city": "Dallas"}, headers={"If-Match": seen})
    assert (second.status_code, error_of(second)) == (412, "stale_version")
    third = tenant.api("second").patch(path, json={"city": "Dallas"}, headers={"If-Match": first.headers["ETag"]})
    assert third.json()["vendor"]["city"] == "Dallas"


def test_bank_details_that_were_asked_for_make_a_version_stale(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    path = f"/v1/vendors/{vendor['id']}"
    seen = tenant.api().get(path).headers["ETag"]
    patch_vendor(tenant, vendor, iban=NEW)
    assert tenant.api().patch(path, json={"city": "x"}, headers={"If-Match": seen}).status_code == 412


def test_other_fields_change_at_once_beside_bank_details_that_wait(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    shown = patch_vendor(tenant, vendor, iban=NEW, city="Austin").json()["vendor"]
    assert (shown["city"], shown["iban"], shown["pending_bank_change"]["iban"]) == ("Austin", OLD, NEW)
    assert shown["bank_hold"]["reason"] == "waiting"


def test_a_reader_and_an_editor_of_invoices_change_no_vendor(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    for user in ("reader", "editor"):
        assert error_of(patch_vendor(tenant, vendor, user, city="x")) == "permission_denied"


def test_who_sees_only_some_locations_changes_no_vendor(tenant: Tenant) -> None:
    answer = patch_vendor(tenant, make_vendor(tenant), "main", city="x")
    assert (answer.status_code, error_of(answer)) == (403, "out_of_scope")


def test_a_vendor_of_another_company_or_account_is_not_there(tenant: Tenant, other_tenant: Tenant) -> None:
    west, foreign = make_vendor(tenant, "west"), make_vendor(other_tenant)
    assert patch_vendor(tenant, west, "east", city="x").status_code == 404
    assert patch_vendor(tenant, foreign, city="x").status_code == 404
    assert patch_vendor(tenant, {"id": "nonsense"}, city="x").status_code == 404


def test_a_new_vendor_has_its_first_account_at_once_and_marked(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    assert (vendor["iban"], vendor["pending_bank_change"], vendor["bank_hold"]) == (OLD, None, None)
    assert statuses(tenant, vendor) == ["first"]


def test_the_first_account_of_a_vendor_that_is_there_waits_like_any_other(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    shown = patch_vendor(tenant, vendor, iban=NEW).json()["vendor"]
    assert (shown["iban"], shown["pending_bank_change"]["iban"]) == (None, NEW)
