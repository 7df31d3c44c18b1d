"""Stand-ins, escalation and notices along the chain of policies."""

from datetime import timedelta
from typing import Any

import pytest

from harness.api import error_of
from harness.approvals import approve_as, approvers_of, decline_as, email, notices_of, stand_in
from harness.invoices import make_invoice
from harness.tenants import Tenant
from payables.approvals.jobs import ApprovalClock
from payables.invoices.actions.chase_approvals import chase_approvals


@pytest.fixture
def advanced(new_tenant: Any) -> Tenant:
    return new_tenant(approval_mode="advanced")


def policy(tenant: Tenant, name: str, *people: str, needs: str = "all", after: list[str] | None = None) -> str:
    conditions = {"after": after} if after else {}
    approvers = [{"email": email(tenant, person)} for person in people]
    body = {"name": name, "needs": needs, "conditions": conditions, "approvers": approvers}
    level = {"level": "location", "ottimate_location_id": tenant.location()}
    answer = tenant.api().post("/v1/approval-policies", json={**body, **level})
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def told(tenant: Tenant, name: str) -> list[str]:
    return [notice["kind"] for notice in notices_of(tenant, name)]


def test_people_of_a_later_stage_are_told_when_it_is_their_turn(advanced: Tenant) -> None:
    first = policy(advanced, "Chef", "bo")
    policy(advanced, "Controller", "ada", after=[first])
    invoice = make_invoice(advanced)
    assert (told(advanced, "bo"), told(advanced, "ada")) == (["asked"], [])
    approve_as(advanced, invoice, "bo")
    assert (told(advanced, "bo"), told(advanced, "ada")) == (["asked"], ["asked"])


def test_a_stand_in_decides_in_turn_and_not_before(advanced: Tenant) -> None:
    first = policy(advanced, "Chef", "bo")
    policy(advanced, "Controller", "ada", after=[first])
    invoice = make_invoice(advanced)
    stand_in(advanced, "bo", "ada")
    assert approve_as(advanced, invoice, "bo").json()["status"] == "pending-approval"
    assert approve_as(advanced, invoice, "bo").json()["status"] == "ready-for-export"
    chef, controller = approvers_of(advanced, invoice)
    assert (chef["stand_in_for"], controller["stand_in_for"]["display_name"]) == (None, "Ada Marsh")


def test_of_any_a_stand_in_completes_the_policy(advanced: Tenant) -> None:
    policy(advanced, "Chef", "ada", needs="any")
    invoice = make_invoice(advanced)
    stand_in(advanced, "bo", "ada")
    assert approve_as(advanced, invoice, "bo").json()["status"] == "ready-for-export"


def test_where_a_policy_needs_all_its_people_nobody_counts_twice(advanced: Tenant) -> None:
    policy(advanced, "Both", "ada", "bo")
    invoice = make_invoice(advanced)
    stand_in(advanced, "bo", "ada")
    assert approve_as(advanced, invoice, "bo").json()["status"] == "pending-approval"
    assert error_of(approve_as(advanced, invoice, "bo")) == "already_decided"


def test_a_decline_in_a_chain_starts_all_of_it_over(advanced: Tenant) -> None:
    first = policy(advanced, "Chef", "bo")
    policy(advanced, "Controller", "ada", after=[first])
    invoice = make_invoice(advanced)
    approve_as(advanced, invoice, "bo")
    assert decline_as(advanced, invoice, "ada").json()["status"] == "needs-attention"
    again = advanced.api().patch(f"/v1/invoices/{invoice['id']}", json={"total_amount": 110.00})
    assert again.json()["status"] == "pending-approval"
    assert [(one["status"], one["waiting"]) for one in approvers_of(advanced, invoice)] == [
        ("pending", True),
        ("pending", False),
    ]
    assert told(advanced, "bo") == ["asked", "declined", "asked"]


def test_only_whose_turn_it_is_is_reminded_and_escalated(advanced: Tenant) -> None:
    first = policy(advanced, "Chef", "bo")
    policy(advanced, "Controller", "ada", after=[first])
    invoice = make_invoice(advanced)
    settings = {"remind_after_hours": 1, "escalate_after_hours": 1, "escalate_to": [email(advanced, "ada")]}
    assert advanced.api().patch("/v1/approval-settings", json=settings).status_code == 200
    advanced.server.clock.offset = timedelta(hours=2)
    advanced.server.run(ApprovalClock(advanced.server.database, chase_approvals).tick())
    advanced.server.clock.offset = timedelta()
    assert (told(advanced, "bo"), told(advanced, "ada")) == (["reminder", "asked"], ["escalated"])
    assert approve_as(advanced, invoice, "ada").json()["status"] == "pending-approval"
    assert approve_as(advanced, invoice, "ada").json()["status"] == "ready-for-export"
    chef, controller = approvers_of(advanced, invoice)
    assert (chef["decided_as"], controller["decided_as"]) == ("escalation", None)
