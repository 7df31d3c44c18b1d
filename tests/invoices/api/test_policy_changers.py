"""Who arranges the policies so that nobody is asked does not approve what was there before."""

from typing import Any

import pytest

from harness.api import error_of
from harness.approvals import ask, user_id
from harness.invoices import make_invoice, status_of
from harness.policies import chain_of, make_policy, post_policy
from harness.server import Server
from harness.tenants import Tenant, make_tenant


@pytest.fixture
def advanced(server: Server) -> Tenant:
    return make_tenant(server, approval_mode="advanced")


def narrow(tenant: Tenant, policy: dict[str, Any], user: str) -> None:
    body = {"conditions": {"max_total": 1, "currency": "USD"}}
    assert tenant.api(user).patch(f"/v1/approval-policies/{policy['id']}", json=body).status_code == 200


def touch(tenant: Tenant, invoice: dict[str, Any], user: str) -> None:
    answer = tenant.api(user).patch(f"/v1/invoices/{invoice['id']}", json={"due_date": "2026-12-31"})
    assert answer.status_code == 200, answer.text
    assert chain_of(tenant, invoice) == []


def approve(tenant: Tenant, invoice: dict[str, Any], user: str, **body: Any) -> Any:
    return tenant.api(user).post(f"/v1/invoices/{invoice['id']}/approve", json=body)


def test_who_narrowed_the_policy_does_not_approve_alone_and_an_unrelated_administrator_does(advanced: Tenant) -> None:
    policy = make_policy(advanced, "All", "ada")
    invoice = make_invoice(advanced, advanced.api("editor"))
    narrow(advanced, policy, "second")
    touch(advanced, invoice, "second")
    refused = approve(advanced, invoice, "second")
    assert refused.status_code == 403 and error_of(refused) == "policy_changed_by_approver"
    assert status_of(advanced, invoice) == "pending-approval"
    assert approve(advanced, invoice, "all").status_code == 200
    assert status_of(advanced, invoice) == "ready-for-export"


@pytest.mark.parametrize("restored_by", ["second", "all"])
def test_neither_does_who_retired_it_also_once_it_was_restored(advanced: Tenant, restored_by: str) -> None:
    policy = make_policy(advanced, "All", "ada")
    invoice = make_invoice(advanced, advanced.api("editor"))
    path = f"/v1/approval-policies/{policy['id']}"
    assert advanced.api("second").delete(path).status_code in (200, 204)
    touch(advanced, invoice, "second")
    assert advanced.api(restored_by).post(f"{path}/versions/1/restore").status_code == 200
    assert error_of(approve(advanced, invoice, "second")) == "policy_changed_by_approver"


def test_what_was_changed_before_the_invoice_came_counts_for_nothing(advanced: Tenant) -> None:
    narrow(advanced, make_policy(advanced, "All", "ada"), "second")
    invoice = make_invoice(advanced, advanced.api("editor"))
    assert approve(advanced, invoice, "second").status_code == 200


def test_the_permission_to_force_says_so_openly(advanced: Tenant) -> None:
    policy = make_policy(advanced, "All", "ada")
    invoice = make_invoice(advanced, advanced.api("editor"))
    narrow(advanced, policy, "second")
    touch(advanced, invoice, "second")
    assert approve(advanced, invoice, "second", force=True, comment="Ada is away").status_code == 200


def test_the_account_may_allow_it_as_it_allows_self_approval(server: Server) -> None:
    tenant = make_tenant(server, approval_mode="advanced", allow_self_approval="true")
    policy = make_policy(tenant, "All", "ada")
    invoice = make_invoice(tenant, tenant.api("editor"))
    narrow(tenant, policy, "second")
    touch(tenant, invoice, "second")
    assert approve(tenant, invoice, "second").status_code == 200


def test_taking_back_the_last_request_is_no_way_round(advanced: Tenant) -> None:
    policy = make_policy(advanced, "All", "ada")
    invoice = make_invoice(advanced, advanced.api("editor"))
    narrow(advanced, policy, "second")
    touch(advanced, invoice, "second")
    ask(advanced, invoice, "ada", "bo")
    assert approve(advanced, invoice, "all", approver={"id": user_id(advanced, "bo")}).status_code == 200
    path = f"/v1/invoices/{invoice['id']}/approvers"
    left = next(one for one in advanced.api().get(path).json()["approvers"] if one["status"] == "pending")
    refused = advanced.api("second").delete(f"{path}?approval_id={left['id']}")
    assert refused.status_code == 403 and error_of(refused) == "removal_would_approve"


def test_who_moves_an_invoice_to_another_location_is_an_author(advanced: Tenant) -> None:
    place = {"level": "location", "ottimate_location_id": advanced.location("main")}
    make_policy(advanced, "Main", "ada", **place)
    invoice = make_invoice(advanced, advanced.api("editor"))
    body = {"ottimate_location_id": advanced.location("park")}
    assert advanced.api("second").patch(f"/v1/invoices/{invoice['id']}", json=body).status_code == 200
    assert chain_of(advanced, invoice) == []
    assert error_of(approve(advanced, invoice, "second")) == "own_entry"
    assert approve(advanced, invoice, "all").status_code == 200


def test_a_seat_that_somebody_gave_themselves_since_counts_for_the_others_only(advanced: Tenant) -> None:
    policy = make_policy(advanced, "All", "ada")
    invoice = make_invoice(advanced, advanced.api("editor"))
    people = [{"id": second_id(advanced)}, {"email": f"ada@{advanced.key}.example"}]
    answer = advanced.api("second").patch(f"/v1/approval-policies/{policy['id']}", json={"approvers": people})
    assert answer.status_code == 200, answer.text
    advanced.api("second").patch(f"/v1/invoices/{invoice['id']}", json={"due_date": "2026-12-31"})
    assert [who for _, _, who, _ in chain_of(advanced, invoice)] == ["ada"]
    answer = advanced.api("second").patch(f"/v1/approval-policies/{policy['id']}", json={"approvers": people[:1]})
    advanced.api("second").patch(f"/v1/invoices/{invoice['id']}", json={"due_date": "2026-12-30"})
    assert [stands for _, _, _, stands in chain_of(advanced, invoice)] == ["error"]
    assert approve(advanced, invoice, "second").status_code == 403
    later = make_invoice(advanced, advanced.api("editor"))
    assert approve(advanced, later, "second").status_code == 200


def second_id(tenant: Tenant) -> int:
    """The API user that the trail names."""
    policy = post_policy(tenant, "Probe", user="second", conditions={"max_total": 0.01, "currency": "USD"}).json()
    params = {"subject_type": "approval_policy", "subject_id": policy["id"]}
    entry = tenant.api().get("/v1/audit-log", params=params).json()["results"][0]
    return entry["actor_id"]
