"""Policies that change while invoices wait, and what a chain costs."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.api import error_of
from harness.invoices import invoice_body, make_invoice, make_vendor
from harness.policies import approve_as, chain_of, make_policy, records_of
from harness.statements import statements_of
from harness.tenants import Tenant, make_tenant
from harness.trail import trail


@pytest.fixture
def advanced(new_tenant: Callable[..., Tenant]) -> Tenant:
    return new_tenant(approval_mode="advanced")


def test_what_waits_keeps_the_version_that_asked(advanced: Tenant) -> None:
    policy = make_policy(advanced, "Old", "bo")
    invoice = make_invoice(advanced)
    body = {"name": "New", "approvers": [{"email": f"ada@{advanced.key}.example"}]}
    advanced.api().patch(f"/v1/approval-policies/{policy['id']}", json=body)
    (record,) = records_of(advanced, invoice)
    assert (record["policy"]["name"], record["policy_version"]) == ("Old", 1)
    assert approve_as(advanced, invoice, "bo").json()["status"] == "ready-for-export"
    (later,) = records_of(advanced, make_invoice(advanced))
    assert (later["policy"]["name"], later["policy_version"]) == ("New", 2)


def test_a_retired_policy_goes_on_asking_until_the_invoice_is_settled_anew(advanced: Tenant) -> None:
    policy = make_policy(advanced, "Retired", "bo")
    invoice = make_invoice(advanced, advanced.api("editor"))
    advanced.api().delete(f"/v1/approval-policies/{policy['id']}")
    assert chain_of(advanced, invoice) == [("Retired", 0, "bo", "waiting")]
    stranger = approve_as(advanced, invoice)
    assert (stranger.status_code, error_of(stranger)) == (403, "not_an_approver")
    advanced.api().patch(f"/v1/invoices/{invoice['id']}", json={"invoice_number": "ANEW"})
    assert chain_of(advanced, invoice) == []
    assert approve_as(advanced, invoice).json()["status"] == "ready-for-export"


def test_a_policy_that_was_put_right_asks_when_the_invoice_is_settled_anew(advanced: Tenant) -> None:
    policy = make_policy(advanced, "Empty")
    invoice = make_invoice(advanced)
    body = {"approvers": [{"email": f"bo@{advanced.key}.example"}]}
    advanced.api().patch(f"/v1/approval-policies/{policy['id']}", json=body)
    assert chain_of(advanced, invoice) == [("Empty", 0, "", "error")]
    advanced.api().post(f"/v1/invoices/{invoice['id']}/flag")
    advanced.api().patch(f"/v1/invoices/{invoice['id']}", json={"invoice_number": invoice["number"]})
    assert chain_of(advanced, invoice) == [("Empty", 0, "bo", "waiting")]


def test_a_policy_that_was_put_right_asks_when_the_approvers_are_renewed(advanced: Tenant) -> None:
    policy = make_policy(advanced, "Empty")
    invoice = make_invoice(advanced)
    body = {"approvers": [{"email": f"bo@{advanced.key}.example"}]}
    advanced.api().patch(f"/v1/approval-policies/{policy['id']}", json=body)
    path = f"/v1/invoices/{invoice['id']}/approvers/renew"
    assert advanced.api("editor").post(path).status_code == 403
    assert advanced.api().post(path, headers={"If-Match": '"9"'}).status_code == 412
    assert advanced.api().post(path).status_code == 200
    assert chain_of(advanced, invoice) == [("Empty", 0, "bo", "waiting")]
    assert approve_as(advanced, invoice, "bo").json()["status"] == "ready-for-export"
    late = advanced.api().post(path)
    assert (late.status_code, error_of(late)) == (409, "not_waiting")


def test_renewing_undoes_what_was_decided(advanced: Tenant) -> None:
    make_policy(advanced, "Both", "bo", "ada", needs="all")
    invoice = make_invoice(advanced)
    approve_as(advanced, invoice, "bo")
    advanced.api().post(f"/v1/invoices/{invoice['id']}/approvers/renew")
    assert {record["status"] for record in records_of(advanced, invoice)} == {"pending"}


def test_the_history_tells_whom_policies_asked_also_when_they_ask_anew(advanced: Tenant) -> None:
    policy = make_policy(advanced, "Clerk", "bo")
    invoice = make_invoice(advanced)
    advanced.api().patch(f"/v1/invoices/{invoice['id']}", json={"invoice_number": "ANEW"})
    told = [entry["after"]["policies"] for entry in trail(advanced, "invoice") if entry["action"].endswith("_assigned")]
    assert len(told) == 2
    assert [(one["id"], one["version"], len(one["approver_ids"]), one["error"]) for (one,) in told] == [
        (policy["id"], 1, 1, None)
    ] * 2


def entering(tenant: Tenant) -> list[str]:
    body = invoice_body(tenant, make_vendor(tenant))
    tenant.api().post("/v1/invoices", json=invoice_body(tenant, make_vendor(tenant)))
    return statements_of(tenant.server, lambda: tenant.api().post("/v1/invoices", json=body))


def test_a_chain_costs_a_handful_of_statements_whatever_there_are_of_policies(server: Any) -> None:
    """In mode single nobody looks for policies."""
    single, advanced = make_tenant(server), make_tenant(server, approval_mode="advanced")
    plain = entering(single)
    assert not [sql for sql in plain if "approval_polic" in sql or "INTO approvals" in sql]
    make_policy(advanced, "One", "ada", "bo")
    few = len(entering(advanced))
    for n in range(15):
        make_policy(advanced, f"More {n}", "ada", "bo", needs="all")
    chained = entering(advanced)
    assert len(chained) == few <= len(plain) + 13, chained


def test_approving_costs_the_same_in_a_long_chain(advanced: Tenant) -> None:
    before: list[str] = []
    for n in range(6):
        before = [make_policy(advanced, f"Stage {n}", "ada", "bo", conditions={"after": before})["id"]]
    invoice = make_invoice(advanced, advanced.api("editor"))
    first, *counts, last = [
        len(statements_of(advanced.server, lambda: approve_as(advanced, invoice, "ada"))) for _ in range(6)
    ]
    assert advanced.api().get(f"/v1/invoices/{invoice['id']}").json()["status"] == "ready-for-export"
    assert len(set(counts)) == 1 and counts[0] <= first and last <= first + 2, (first, counts, last)
