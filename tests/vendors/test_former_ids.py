"""An id of the ERP that goes to another vendor takes no payments along: the details of who comes under it wait."""

from typing import Any

import httpx2
import pytest

from harness.api import error_of
from harness.bank_changes import NEW, OLD, THIRD, banked_vendor, confirm, patch_vendor, read_vendor, statuses
from harness.invoices import make_vendor
from harness.tenants import Tenant


def renamed(tenant: Tenant, vendor: dict[str, Any], to: str) -> None:
    answer = patch_vendor(tenant, vendor, erp_vendor_id=to)
    assert answer.status_code == 200, answer.text


def entered(tenant: Tenant, erp_vendor_id: str, **fields: Any) -> dict[str, Any]:
    return make_vendor(tenant, erp_vendor_id=erp_vendor_id, **fields)


def test_a_new_vendor_under_anothers_id_brings_no_account_into_force(tenant: Tenant) -> None:
    first = banked_vendor(tenant, erp_vendor_id="V0")
    renamed(tenant, first, "V0-old")
    second = entered(tenant, "V0", iban=NEW)
    assert (second["iban"], second["pending_bank_change"]["iban"]) == (None, NEW)
    now = read_vendor(tenant, second)
    assert (now["iban"], now["bank_hold"]["reason"]) == (None, "waiting")
    [change] = tenant.api().get(f"/v1/vendors/{second['id']}/bank-changes").json()["results"]
    assert (change["status"], change["iban_before"], "had this id" in change["comment"]) == ("open", OLD, True)
    assert confirm(tenant, change["id"]).status_code == 200
    assert read_vendor(tenant, second)["iban"] == NEW


@pytest.mark.parametrize("more", [{}, {"iban": THIRD}, {"iban": None}])
def test_a_vendor_with_accounts_of_its_own_does_not_take_anothers_id(tenant: Tenant, more: dict[str, Any]) -> None:
    first, own = banked_vendor(tenant, erp_vendor_id="V0"), entered(tenant, "V9", iban=NEW)
    renamed(tenant, first, "V0-old")
    answer = patch_vendor(tenant, own, erp_vendor_id="V0", **more)
    assert (answer.status_code, error_of(answer)) == (409, "erp_id_of_another")
    now = read_vendor(tenant, own)
    assert (now["erp_vendor_id"], now["iban"], statuses(tenant, own)) == ("V9", NEW, ["first"])


def test_a_vendor_without_accounts_may_take_it_and_brings_none_into_force(tenant: Tenant) -> None:
    first, own = banked_vendor(tenant, erp_vendor_id="V0"), entered(tenant, "V9", iban=None)
    renamed(tenant, first, "V0-old")
    renamed(tenant, own, "V0")
    assert patch_vendor(tenant, own, iban=NEW).status_code == 200
    now = read_vendor(tenant, own)
    assert (now["iban"], now["bank_hold"]["reason"]) == (None, "waiting")


def test_who_takes_the_own_id_back_or_pays_the_same_account_does_not_wait(tenant: Tenant) -> None:
    first = banked_vendor(tenant, erp_vendor_id="V0")
    renamed(tenant, first, "V0-old")
    renamed(tenant, first, "V0")
    assert read_vendor(tenant, first)["iban"] == OLD
    renamed(tenant, first, "V1")
    assert entered(tenant, "V0", iban=OLD)["iban"] == OLD
    assert entered(tenant, "V2", iban=NEW)["iban"] == NEW


def test_rows_of_a_sync_wait_too_and_are_answered_so(tenant: Tenant) -> None:
    renamed(tenant, banked_vendor(tenant, erp_vendor_id="V0"), "V0-old")
    answer = bulk(tenant, [("V0", NEW), ("V7", NEW)])
    assert answer.status_code == 201, answer.text
    shown = {one["erp_vendor_id"]: one for one in answer.json()["created"]}
    assert (shown["V0"]["iban"], shown["V0"]["pending_bank_change"]["iban"]) == (None, NEW)
    assert (shown["V7"]["iban"], shown["V7"]["pending_bank_change"]) == (NEW, None)


def test_in_another_company_the_id_is_another(tenant: Tenant) -> None:
    renamed(tenant, banked_vendor(tenant, erp_vendor_id="V0"), "V0-old")
    assert make_vendor(tenant, "west", erp_vendor_id="V0", iban=NEW)["iban"] == NEW


def bulk(tenant: Tenant, rows: list[tuple[str, str]]) -> httpx2.Response:
    vendors = [{"erp_vendor_id": id, "erp_vendor_name": f"Mill {id}", "iban": iban} for id, iban in rows]
    body = {"ottimate_company_id": tenant.company(), "vendors": vendors}
    return tenant.api().post("/v1/vendors/bulk", json=body)
