"""Nobody's own changes of policies count for what they made or approve: every way round it is tried, and refused.

`second` is who arranges the policies, `editor` enters the invoices, `ada` is whom the policies ask.
"""

from datetime import timedelta
from typing import Any

import pytest

from harness.api import error_of
from harness.approvals import ask, user_id
from harness.invoices import make_invoice, status_of
from harness.policies import chain_of, make_policy, person, post_policy
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
    assert "approval of Ada Marsh" in refused.json()["code"]
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


def test_nor_what_was_changed_shortly_before_the_invoice_came(advanced: Tenant) -> None:
    policy = make_policy(advanced, "All", "ada")
    forward(advanced, days=30)
    narrow(advanced, policy, "second")
    forward(advanced, days=6)
    invoice = make_invoice(advanced, advanced.api("editor"))
    assert error_of(approve(advanced, invoice, "second")) == "policy_changed_by_approver"
    restore(advanced, policy, 1, "second")
    assert error_of(approve(advanced, invoice, "second")) == "policy_changed_by_approver"


def test_what_was_changed_more_than_a_week_before_counts(advanced: Tenant) -> None:
    narrow(advanced, make_policy(advanced, "All", "ada"), "second")
    forward(advanced, days=8)
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
    assert refused.status_code == 403 and error_of(refused) == "policy_changed_by_approver"


def test_who_moves_an_invoice_to_another_location_is_an_author(advanced: Tenant) -> None:
    place = {"level": "location", "ottimate_location_id": advanced.location("main")}
    make_policy(advanced, "Main", "ada", **place)
    invoice = make_invoice(advanced, advanced.api("editor"))
    body = {"ottimate_location_id": advanced.location("park")}
    assert advanced.api("second").patch(f"/v1/invoices/{invoice['id']}", json=body).status_code == 200
    assert chain_of(advanced, invoice) == []
    assert error_of(approve(advanced, invoice, "second")) == "own_entry"
    assert approve(advanced, invoice, "all").status_code == 200


@pytest.mark.parametrize("how", ["narrowed", "retired"])
def test_nor_where_another_policy_asks_them(advanced: Tenant, how: str) -> None:
    strict = make_policy(advanced, "Strict", "ada")
    make_policy(advanced, "Own", approvers=[{"id": second_id(advanced)}])
    invoice = make_invoice(advanced, advanced.api("editor"))
    assert approve(advanced, invoice, "second").json()["status"] == "pending-approval"
    narrow(advanced, strict, "second") if how == "narrowed" else retire(advanced, strict, "second")
    renew(advanced, invoice, "second")
    assert [who for _, _, who, _ in chain_of(advanced, invoice)] == ["second"]
    assert error_of(approve(advanced, invoice, "second")) == "policy_changed_by_approver"
    restore(advanced, strict, 1, "second")
    assert error_of(approve(advanced, invoice, "second")) == "policy_changed_by_approver"
    assert status_of(advanced, invoice) == "pending-approval"


def test_a_seat_that_somebody_gave_themselves_is_none_whoever_changes_the_policy_after_them(advanced: Tenant) -> None:
    policy = make_policy(advanced, "All", "ada")
    invoice = make_invoice(advanced, advanced.api("editor"))
    people = [{"id": second_id(advanced)}, person(advanced, "ada")]
    change(advanced, policy, "second", approvers=people)
    change(advanced, policy, "all", name="Everything")
    renew(advanced, invoice, "second")
    assert error_of(approve(advanced, invoice, "second")) == "policy_changed_by_approver"
    assert approve_for(advanced, invoice, "ada", "all").json()["status"] == "ready-for-export"


def test_what_somebody_else_restores_is_confirmed(advanced: Tenant) -> None:
    policy = make_policy(advanced, "All", "ada")
    invoice = make_invoice(advanced, advanced.api("editor"))
    change(advanced, policy, "second", approvers=[{"id": second_id(advanced)}])
    restore(advanced, policy, 2, "all")
    renew(advanced, invoice, "second")
    assert approve(advanced, invoice, "second").json()["status"] == "ready-for-export"


def test_an_author_does_not_choose_who_approves(advanced: Tenant) -> None:
    policy = make_policy(advanced, "All", "ada")
    invoice = make_invoice(advanced, advanced.api("second"))
    change(advanced, policy, "second", approvers=[person(advanced, "bo")])
    renew(advanced, invoice, "second")
    refused = approve_for(advanced, invoice, "bo", "all")
    assert error_of(refused) == "policy_changed_by_author" and "approval of Ada Marsh" in refused.json()["code"]
    ask(advanced, invoice, "ada")
    assert approve_for(advanced, invoice, "bo", "all").json()["status"] == "pending-approval"
    assert approve_for(advanced, invoice, "ada", "all").json()["status"] == "ready-for-export"


@pytest.mark.parametrize(("maker", "code"), [("second", "policy_changed_by_author"), ("all", None)])
def test_nor_by_a_new_policy_that_silences_the_catch_all(advanced: Tenant, maker: str, code: str | None) -> None:
    make_policy(advanced, "Rest", "ada", conditions={"catch_all": True})
    invoice = make_invoice(advanced, advanced.api("second"))
    assert post_policy(advanced, "New", "bo", user=maker).status_code == 201
    renew(advanced, invoice, "second")
    answer = approve_for(advanced, invoice, "bo", "east")
    assert (error_of(answer) if code else answer.json()["status"]) == (code or "ready-for-export")


def test_who_changed_the_policies_does_not_approve_in_somebodys_name(advanced: Tenant) -> None:
    policy = make_policy(advanced, "All", "bo")
    invoice = make_invoice(advanced, advanced.api("editor"))
    retire(advanced, policy, "second")
    renew(advanced, invoice, "second")
    assert error_of(approve_for(advanced, invoice, "ada", "second")) == "policy_changed_by_approver"
    restore(advanced, policy, 1, "all")
    change(advanced, policy, "second", approvers=[person(advanced, "ada")])
    renew(advanced, invoice, "second")
    assert error_of(approve_for(advanced, invoice, "ada", "second")) == "policy_changed_by_approver"
    assert approve_for(advanced, invoice, "ada", "east").json()["status"] == "ready-for-export"


@pytest.mark.parametrize("how", ["narrowed", "retired", "to another"])
def test_what_they_made_themselves_before_it_came_and_take_back_now_asks_too(advanced: Tenant, how: str) -> None:
    answer = post_policy(advanced, "Own", "bo", user="second")
    invoice = make_invoice(advanced, advanced.api("editor"))
    {
        "narrowed": lambda: narrow(advanced, answer.json(), "second"),
        "retired": lambda: retire(advanced, answer.json(), "second"),
        "to another": lambda: change(advanced, answer.json(), "second", approvers=[person(advanced, "ada")]),
    }[how]()
    renew(advanced, invoice, "second")
    refused = approve_for(advanced, invoice, "ada", "second")
    assert error_of(refused) == "policy_changed_by_approver" and "approval of Bo Lind" in refused.json()["code"]
    assert approve_for(advanced, invoice, "ada", "all").json()["status"] == "ready-for-export"


def test_changes_that_let_nothing_through_bar_nobody(advanced: Tenant) -> None:
    chef = make_policy(advanced, "Chef", "ada", needs="all")
    far = make_policy(advanced, "Far", "bo", conditions={"min_total": 100000, "currency": "USD"})
    invoice = make_invoice(advanced, advanced.api("editor"))
    change(advanced, far, "second", conditions={"min_total": 50000, "currency": "USD"})
    change(advanced, chef, "second", approvers=[person(advanced, "ada"), {"id": second_id(advanced)}])
    make_policy(advanced, "Later", "bo")
    assert approve_for(advanced, invoice, "ada", "second").json()["status"] == "ready-for-export"


def test_nobody_waits_for_those_who_cannot_approve_any_more(advanced: Tenant) -> None:
    policy = make_policy(advanced, "Hafen", "di", level="location", ottimate_location_id=advanced.location("hafen"))
    invoice = make_invoice(advanced, advanced.api("editor"))
    change(advanced, policy, "second", level="account", approvers=[{"id": second_id(advanced)}])
    renew(advanced, invoice, "second")
    assert approve(advanced, invoice, "second").json()["status"] == "ready-for-export"


def second_id(tenant: Tenant) -> int:
    """The API user."""
    users = tenant.api().get("/v1/users", params={"search": "second"}).json()["results"]
    return users[0]["id"]


def forward(tenant: Tenant, days: int) -> None:
    """Everybody signs in anew."""
    tenant.server.clock.offset += timedelta(days=days)
    tenant.server.clock.journeys += 1


def change(tenant: Tenant, policy: dict[str, Any], user: str, **body: Any) -> None:
    answer = tenant.api(user).patch(f"/v1/approval-policies/{policy['id']}", json=body)
    assert answer.status_code == 200, answer.text


def retire(tenant: Tenant, policy: dict[str, Any], user: str) -> None:
    assert tenant.api(user).delete(f"/v1/approval-policies/{policy['id']}").status_code == 200


def restore(tenant: Tenant, policy: dict[str, Any], version: int, user: str) -> None:
    answer = tenant.api(user).post(f"/v1/approval-policies/{policy['id']}/versions/{version}/restore")
    assert answer.status_code == 200, answer.text


def renew(tenant: Tenant, invoice: dict[str, Any], user: str) -> None:
    assert tenant.api(user).post(f"/v1/invoices/{invoice['id']}/approvers/renew").status_code == 200


def approve_for(tenant: Tenant, invoice: dict[str, Any], name: str, user: str) -> Any:
    return approve(tenant, invoice, user, approver=person(tenant, name))
