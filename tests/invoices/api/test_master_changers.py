"""Who changes what an invoice is coded with does not approve it: policies read the names, and the ERP the ids."""

from typing import Any

import pytest

from harness.api import error_of
from harness.exports import coded
from harness.invoices import make_invoice, make_vendor
from harness.master_data import change_vendor, follow, swap
from harness.policies import chain_of, make_policy
from harness.server import Server
from harness.tenants import Tenant, make_tenant

CHANGES = [{"name": "Owner"}, {"code": "C-Owner"}, {"erp_dimension_id": "E-Owner"}]


def approve(tenant: Tenant, invoice: dict[str, Any], user: str, **body: Any) -> Any:
    return tenant.api(user).post(f"/v1/invoices/{invoice['id']}/approve", json=body)


def test_a_policy_is_not_dodged_by_another_name_of_the_account(server: Server) -> None:
    tenant = make_tenant(server, approval_mode="advanced")
    make_policy(tenant, "Legal", "ada", conditions={"gl_name_contains": ["legal"]})
    invoice = make_invoice(tenant, tenant.api("editor"), dimensions=coded(tenant, "Legal"))
    assert error_of(approve(tenant, invoice, "second")) == "not_an_approver"
    swap(tenant, "Legal", user="second", name="Xegal")
    follow(tenant)
    assert chain_of(tenant, invoice) == [("Legal", 0, "ada", "waiting")], "what was asked stays asked"
    assert tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approvers/renew").status_code == 200
    assert chain_of(tenant, invoice) == []
    assert error_of(approve(tenant, invoice, "second")) == "own_entry"
    assert error_of(approve(tenant, invoice, "second", force=True, comment="Now")) == "own_entry"
    swap(tenant, "Legal", user="second")
    assert error_of(approve(tenant, invoice, "second")) == "own_entry"
    assert approve(tenant, invoice, "all").status_code == 403, "by the name as it is again Ada is missing"
    assert tenant.api("all").post(f"/v1/invoices/{invoice['id']}/approvers/renew").status_code == 200
    assert chain_of(tenant, invoice) == [("Legal", 0, "ada", "waiting")]


@pytest.mark.parametrize("place", ["header", "line", "split"])
@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_whoever_changed_a_dimension_of_it_leaves_it_to_others(
    tenant: Tenant, change: dict[str, str], place: str
) -> None:
    coding = coded(tenant)
    how: dict[str, Any] = {"dimensions": coding} if place == "header" else {}
    if place == "line":
        how = {"items": [{"name": "Flour", "amount": 100, "dimensions": coding}]}
    invoice = make_invoice(tenant, tenant.api("editor"), **how)
    if place == "split":
        body = {"splits": [{"percent": 100, "dimensions": coding}]}
        assert tenant.api("editor").post(f"/v1/invoices/{invoice['id']}/splits", json=body).status_code in (200, 201)
    swap(tenant, user="second", **change)
    assert error_of(approve(tenant, invoice, "second")) == "own_entry"
    assert approve(tenant, invoice, "all").status_code == 200


def test_and_so_does_whoever_changed_the_vendors_name(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice = make_invoice(tenant, tenant.api("editor"), vendor=vendor)
    change_vendor(tenant, vendor, user="second", erp_vendor_name="Evil Corp")
    assert error_of(approve(tenant, invoice, "second")) == "own_entry"
    assert approve(tenant, invoice, "all").status_code == 200


def test_what_was_changed_before_or_means_nothing_or_is_not_of_the_invoice_bars_nobody(tenant: Tenant) -> None:
    vendor, coding = make_vendor(tenant), coded(tenant)
    coded(tenant, "Drinks")
    swap(tenant, user="second", name="Groceries")
    invoice = make_invoice(tenant, tenant.api("editor"), vendor=vendor, dimensions=coding)
    change_vendor(tenant, vendor, user="second", phone="+1 555 0100")
    swap(tenant, "Drinks", user="second", name="Beverages")
    assert approve(tenant, invoice, "second").status_code == 200


def test_nobody_who_changed_it_is_asked_anew(server: Server) -> None:
    tenant = make_tenant(server, approval_mode="advanced")
    policy = make_policy(tenant, "All", "ada")
    me = tenant.api("second").post(
        "/v1/approval-policies", json={"name": "Mine", "conditions": {"max_total": 0.01, "currency": "USD"}}
    )
    params = {"subject_type": "approval_policy", "subject_id": me.json()["id"]}
    second = tenant.api().get("/v1/audit-log", params=params).json()["results"][0]["actor_id"]
    people = {"approvers": [{"id": second}, {"email": f"ada@{tenant.key}.example"}]}
    assert tenant.api().patch(f"/v1/approval-policies/{policy['id']}", json=people).status_code == 200
    invoice = make_invoice(tenant, tenant.api("editor"), dimensions=coded(tenant))
    assert len(chain_of(tenant, invoice)) == 2
    swap(tenant, user="second", name="Owner")
    tenant.api().post(f"/v1/invoices/{invoice['id']}/approvers/renew")
    assert chain_of(tenant, invoice) == [("All", 0, "ada", "waiting")]


def test_an_account_that_allows_self_approval_allows_this_too(server: Server) -> None:
    tenant = make_tenant(server, allow_self_approval="true")
    invoice = make_invoice(tenant, tenant.api("editor"), dimensions=coded(tenant))
    swap(tenant, user="second", name="Owner")
    assert approve(tenant, invoice, "second").status_code == 200
