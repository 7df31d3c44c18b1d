"""Master data that becomes something else while people approve, or between them and the ERP."""

import time
from typing import Any

import pytest

from harness.api import error_of
from harness.approvals import approvers_of, ask, notices_of
from harness.exports import coded, invoice_of, ready_invoice, try_export
from harness.invoices import make_invoice, make_vendor, status_of
from harness.master_data import change_vendor, follow, ordered, swap
from harness.policies import approve_as, make_policy
from harness.server import Server
from harness.tenants import Tenant, make_tenant
from harness.trail import trail
from harness.worker import working

CHANGES = [{"erp_dimension_id": "E-Owner"}, {"code": "C-Owner"}, {"name": "Owner"}]


def under_way(tenant: Tenant, **changes: Any) -> dict[str, Any]:
    """Ada and Bo are asked, and Ada has approved."""
    invoice = make_invoice(tenant, tenant.api("editor"), dimensions=coded(tenant), **changes)
    ask(tenant, invoice, "ada", "bo")
    assert approve_as(tenant, invoice, "ada").status_code == 200
    return invoice


def stands(tenant: Tenant, invoice: dict[str, Any]) -> dict[str, str]:
    return {one["approver"]["display_name"]: one["status"] for one in approvers_of(tenant, invoice)}


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_two_approvals_of_different_accounts_do_not_make_one(tenant: Tenant, change: dict[str, str]) -> None:
    invoice = under_way(tenant)
    swap(tenant, **change)
    refused = approve_as(tenant, invoice, "bo")
    assert (refused.status_code, error_of(refused)) == (409, "coding_changed_since_approval")
    assert f"ACCOUNT {change.get('name', 'Food')}" in refused.text and status_of(tenant, invoice) == "pending-approval"
    follow(tenant)
    assert stands(tenant, invoice) == {"Ada Marsh": "pending", "Bo Lind": "pending"}
    assert "asked" in {notice["kind"] for notice in notices_of(tenant, "ada")}
    assert [approve_as(tenant, invoice, name).status_code for name in ("bo", "ada")] == [200, 200]
    assert status_of(tenant, invoice) == "ready-for-export"


def test_what_is_as_it_was_again_goes_on(tenant: Tenant) -> None:
    invoice = under_way(tenant)
    swap(tenant, erp_dimension_id="E-Owner")
    swap(tenant)
    assert follow(tenant) and stands(tenant, invoice)["Ada Marsh"] == "approved"
    assert approve_as(tenant, invoice, "bo").json()["status"] == "ready-for-export"


def test_neither_do_approvals_for_two_vendors_under_one_id(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice = under_way(tenant, vendor=vendor)
    change_vendor(tenant, vendor, erp_vendor_name="Evil Corp")
    assert error_of(approve_as(tenant, invoice, "bo")) == "coding_changed_since_approval"
    follow(tenant)
    assert stands(tenant, invoice)["Ada Marsh"] == "pending"
    (entry,) = [one for one in trail(tenant, "invoice") if one["action"] == "invoice.approvals_undone"]
    assert "vendor Evil Corp" in entry["message"]


def test_taking_back_the_last_request_is_no_way_round(tenant: Tenant) -> None:
    invoice = under_way(tenant)
    swap(tenant, erp_dimension_id="E-Owner")
    (bo,) = [one["id"] for one in approvers_of(tenant, invoice) if one["status"] == "pending"]
    refused = tenant.api("second").delete(f"/v1/invoices/{invoice['id']}/approvers?approval_id={bo}")
    assert (refused.status_code, error_of(refused)) == (409, "coding_changed_since_approval")
    assert status_of(tenant, invoice) == "pending-approval" and len(approvers_of(tenant, invoice)) == 2


def test_nor_is_force(tenant: Tenant) -> None:
    invoice = under_way(tenant)
    swap(tenant, erp_dimension_id="E-Owner")
    refused = approve_as(tenant, invoice, "ada", force=True, comment="Now")
    assert error_of(refused) == "coding_changed_since_approval"


def test_a_chain_of_policies_is_asked_again_by_what_is_true_now(server: Server) -> None:
    tenant = make_tenant(server, approval_mode="advanced")
    make_policy(tenant, "Both", "ada", "bo", needs="all", conditions={"gl_name_contains": ["food"]})
    invoice = make_invoice(tenant, tenant.api("editor"), dimensions=coded(tenant))
    assert approve_as(tenant, invoice, "ada").status_code == 200
    swap(tenant, name="Fast food")
    assert error_of(approve_as(tenant, invoice, "bo")) == "coding_changed_since_approval"
    follow(tenant)
    assert stands(tenant, invoice) == {"Ada Marsh": "pending", "Bo Lind": "pending"}


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_nobody_approves_under_if_match_what_they_were_not_shown(tenant: Tenant, change: dict[str, str]) -> None:
    invoice = make_invoice(tenant, dimensions=coded(tenant))
    path = f"/v1/invoices/{invoice['id']}"
    seen = tenant.api("second").get(path).headers["ETag"]
    swap(tenant, **change)
    stale = tenant.api("second").post(f"{path}/approve", headers={"If-Match": seen})
    assert (stale.status_code, error_of(stale)) == (412, "stale_version")
    now = tenant.api("second").get(path).headers["ETag"]
    approved = tenant.api("second").post(f"{path}/approve", headers={"If-Match": now})
    assert approved.status_code == 200 and approved.headers["ETag"] == tenant.api().get(path).headers["ETag"]


def test_a_client_may_name_the_version_alone(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, dimensions=coded(tenant))
    answer = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve", headers={"If-Match": '"1"'})
    assert answer.status_code == 200


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_what_is_ready_needs_attention_once_it_stands_for_something_else(
    tenant: Tenant, change: dict[str, str]
) -> None:
    invoice, other = ready_invoice(tenant, dimensions=coded(tenant)), ready_invoice(tenant)
    swap(tenant, **change)
    follow(tenant)
    shown = invoice_of(tenant, invoice)
    assert (shown["status"], shown["reasons"][0]["code"]) == ("needs-attention", "coding_changed_since_approval")
    listed = tenant.api().get("/v1/invoices", params={"status": "ready-for-export"}).json()["results"]
    assert [one["id"] for one in listed] == [other["id"]]
    swap(tenant)  # and back: what happened stays on record, and nobody's approval comes back
    follow(tenant)
    assert status_of(tenant, invoice) == "needs-attention"
    assert [one["action"] for one in trail(tenant, "invoice")].count("invoice.export_withheld") == 1
    assert try_export(tenant, invoice_ids=[invoice["id"]]).status_code == 409


def test_a_real_worker_sees_it(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoices = [ready_invoice(tenant, dimensions=coded(tenant)), ready_invoice(tenant, vendor=vendor)]
    swap(tenant, code="C-Owner")
    change_vendor(tenant, vendor, erp_vendor_name="Evil Corp")
    with working(tenant.server):
        deadline = time.monotonic() + 120
        while {status_of(tenant, one) for one in invoices} != {"needs-attention"}:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_what_is_told_in_pages_reaches_every_place_and_only_those(tenant: Tenant) -> None:
    coding = coded(tenant)
    line = {"items": [{"name": "Flour", "amount": 110, "dimensions": coding}], "total_tax": None}
    vendor = make_vendor(tenant)
    concerned = [ready_invoice(tenant, vendor=vendor, **how) for how in (line, {"dimensions": coding}, line)]
    split = make_invoice(tenant, vendor=vendor)
    body = {"splits": [{"percent": 100, "dimensions": coding}]}
    assert tenant.api().post(f"/v1/invoices/{split['id']}/splits", json=body).status_code in (200, 201)
    assert tenant.api("second").post(f"/v1/invoices/{split['id']}/approve").status_code == 200
    others = [ready_invoice(tenant, dimensions=coded(tenant, "Drinks")), make_invoice(tenant, dimensions=coding)]
    before = [status_of(tenant, one) for one in others]
    swap(tenant, name="Owner")
    assert follow(tenant, per_job=2) > 2
    assert {status_of(tenant, one) for one in [*concerned, split]} == {"needs-attention"}
    assert [status_of(tenant, one) for one in others] == before


def test_what_means_nothing_to_an_approval_tells_nobody(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    ready_invoice(tenant, vendor=vendor, dimensions=coded(tenant))
    change_vendor(tenant, vendor, phone="+1 555 0100", net_terms="Net 60")
    swap(tenant)
    swap(tenant, erp_type="GL Account")
    assert ordered(tenant) == []


def test_what_is_given_back_or_marked_unexported_is_looked_at_then(tenant: Tenant) -> None:
    invoice = ready_invoice(tenant, dimensions=coded(tenant))
    job = try_export(tenant).json()
    swap(tenant, name="Owner")
    follow(tenant)
    assert status_of(tenant, invoice) == "approved", "a job has it, and its file says what was approved"
    assert tenant.api().post(f"/v1/exports/{job['id']}/cancel").status_code == 200
    assert status_of(tenant, invoice) == "needs-attention"
    later = ready_invoice(tenant, dimensions=coded(tenant, "Drinks"))
    rows = {"invoices": [{"invoice_id": later["invoice_id"], "export_transaction_id": "T1"}]}
    assert tenant.api().post("/v1/invoices/mark-exported", json=rows).json()["failed"] == []
    swap(tenant, "Drinks", code="C-Owner")
    follow(tenant)
    assert status_of(tenant, later) == "exported"
    rows = {"invoices": [{"invoice_id": later["invoice_id"]}]}
    assert tenant.api().post("/v1/invoices/mark-unexported", json=rows).status_code == 200
    assert status_of(tenant, later) == "needs-attention"
