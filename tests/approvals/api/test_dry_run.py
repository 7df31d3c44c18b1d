"""Trying a policy on invoices of the past."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.invoices import make_invoice, make_vendor
from harness.policies import make_policy, person, records_of
from harness.statements import statements_of
from harness.tenants import Tenant
from harness.trail import trail

PATH = "/v1/approval-policies/dry-run"


@pytest.fixture
def advanced(new_tenant: Callable[..., Tenant]) -> Tenant:
    return new_tenant(approval_mode="advanced")


def tried(tenant: Tenant, user: str = "all", **body: Any) -> Any:
    return tenant.api(user).post(PATH, json=body)


def test_it_tells_who_would_have_been_asked_and_what_kept_it_from_asking(advanced: Tenant) -> None:
    first = make_policy(advanced, "Clerk", "bo")
    small, large = make_invoice(advanced), make_invoice(advanced, purchase_order="P-1")
    draft = {
        "name": "Chief",
        "approvers": [person(advanced, "ada")],
        "conditions": {"after": [first["id"]], "has_po_number": True},
    }
    answer = tried(advanced, policy=draft).json()
    assert answer["summary"] == {
        "invoices": 2,
        "matched": 1,
        "not_matched": 1,
        "in_error": 0,
        "falls_back_to_single": 0,
    }
    newest, older = answer["results"]
    assert (newest["id"], older["id"]) == (large["id"], small["id"])
    assert [(link["stage"], link["policy"]["name"], link["policy"]["id"]) for link in newest["chain"]] == [
        (0, "Clerk", first["id"]), (1, "Chief", ""),
    ]  # fmt: skip
    assert [one["first_name"] for one in newest["chain"][1]["approvers"]] == ["Ada"]
    assert (older["matched"], [unmet["condition"] for unmet in older["not_met"]]) == (False, ["has_po_number"])
    assert [link["policy"]["name"] for link in older["chain"]] == ["Clerk"]


def test_invoices_that_no_policy_asks_for_are_counted_and_marked(advanced: Tenant) -> None:
    """As when a policy for larger ones comes after one that has a maximum: what is above both limits meets neither."""
    chef = make_policy(advanced, "Chef", "bo", conditions={"max_total": 50, "currency": "USD"})
    make_invoice(advanced)
    after = {"after": [chef["id"]], "min_total": 100, "currency": "USD"}
    draft = {"name": "Controller", "approvers": [person(advanced, "ada")], "conditions": after}
    answer = tried(advanced, policy=draft).json()
    assert answer["summary"]["falls_back_to_single"] == 1
    assert (answer["results"][0]["chain"], answer["results"][0]["falls_back_to_single"]) == ([], True)
    rest = {"name": "Rest", "approvers": [person(advanced, "ada")], "conditions": {"catch_all": True}}
    caught = tried(advanced, policy=rest).json()
    assert (caught["summary"]["falls_back_to_single"], caught["results"][0]["falls_back_to_single"]) == (0, False)


def test_it_changes_nothing(advanced: Tenant) -> None:
    invoice = make_invoice(advanced)
    before = records_of(advanced, invoice), trail(advanced, "invoice"), trail(advanced, "approval_policy")
    assert tried(advanced, policy={"name": "Tried", "approvers": [person(advanced, "ada")]}).status_code == 200
    assert before == (records_of(advanced, invoice), trail(advanced, "invoice"), trail(advanced, "approval_policy"))
    assert advanced.api().get("/v1/approval-policies").json()["count"] == 0


def test_a_policy_that_is_kept_is_tried_at_a_version_or_with_a_draft_in_its_place(advanced: Tenant) -> None:
    policy = make_policy(advanced, "First", "ada", conditions={"has_po_number": True})
    advanced.api().patch(f"/v1/approval-policies/{policy['id']}", json={"conditions": {}})
    make_invoice(advanced)
    id = policy["id"]
    assert tried(advanced, policy_id=id).json()["summary"]["matched"] == 1
    assert tried(advanced, policy_id=id, policy_version=1).json()["summary"]["matched"] == 0
    changed = tried(advanced, policy_id=id, policy={"name": "Draft", "approvers": []}).json()
    assert changed["summary"] == {
        "invoices": 1,
        "matched": 1,
        "not_matched": 0,
        "in_error": 1,
        "falls_back_to_single": 0,
    }
    assert [link["policy"] for link in changed["results"][0]["chain"]] == [{"id": id, "name": "Draft"}]


def test_an_author_and_another_currency_are_told(advanced: Tenant) -> None:
    make_invoice(advanced, currency="EUR")
    draft = {"name": "Dollars", "conditions": {"min_total": 1, "currency": "USD"}}
    (result,) = tried(advanced, policy=draft).json()["results"]
    assert result["not_met"] == [
        {"condition": "min_total", "message": "Its total is in EUR, and the policy's limit in USD."}
    ]


def test_window_company_and_limit(advanced: Tenant) -> None:
    vendor = make_vendor(advanced)
    day, *_ = [make_invoice(advanced, vendor=vendor)["created_at"][:10] for _ in range(3)]
    draft = {"name": "All"}

    def count(**more: Any) -> int:
        return tried(advanced, policy=draft, **more).json()["summary"]["invoices"]

    assert count(limit=2) == 2
    assert (count(date_from=day), count(date_to=day), count(date_from="2030-01-01")) == (3, 0, 0)
    assert (count(ottimate_company_id=advanced.company()), count(ottimate_company_id=advanced.company("west"))) == (
        3,
        0,
    )


BAD: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "nothing": ({}, {"policy": "required"}),
    "1,001 invoices": ({"policy": {"name": "x"}, "limit": 1001}, {"limit": "invalid"}),
    "no invoice": ({"policy": {"name": "x"}, "limit": 0}, {"limit": "invalid"}),
    "a version of a draft": ({"policy": {"name": "x"}, "policy_version": 1}, {"policy_version": "contradiction"}),
    "a bad draft": ({"policy": {"name": " "}}, {"name": "required"}),
    "a bad day": ({"policy": {"name": "x"}, "date_from": "soon"}, {"date_from": "invalid_date"}),
    "an inverted window": (
        {"policy": {"name": "x"}, "date_from": "2026-02-01", "date_to": "2026-01-01"}, {"date_from": "start_after_end"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_tried_is_refused(shared_tenant: Tenant, case: str) -> None:
    body, faults = BAD[case]
    answer = tried(shared_tenant, **body)
    assert (answer.status_code, fields_of(answer)) == (400, faults)


def test_scope_and_permission(tenant: Tenant, other_tenant: Tenant) -> None:
    policy = make_policy(tenant, "Mine", "ada")
    assert tried(other_tenant, policy_id=policy["id"]).status_code == 404
    assert tried(tenant, policy_id="x").status_code == 404
    assert tried(tenant, policy_id=policy["id"], policy_version=9).status_code == 404
    answer = tried(tenant, "editor", policy_id=policy["id"])
    assert (answer.status_code, error_of(answer)) == (403, "permission_denied")
    account = tried(tenant, "east", policy={"name": "Too far"})
    assert (account.status_code, error_of(account)) == (403, "out_of_scope")
    assert tried(tenant, "east", policy_id=policy["id"]).status_code == 200


def test_no_statement_per_invoice(advanced: Tenant) -> None:
    make_policy(advanced, "Clerk", "bo")
    vendor = make_vendor(advanced)
    for _ in range(12):
        make_invoice(advanced, vendor=vendor)

    def statements(limit: int) -> int:
        return len(statements_of(advanced.server, lambda: tried(advanced, policy={"name": "x"}, limit=limit)))

    statements(1)
    assert statements(1) == statements(12) < 25
