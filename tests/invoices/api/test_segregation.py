"""Nobody approves what they made, by whatever way: every way round it is tried, refused, and changes nothing.

Where an author is a person, the invoice was entered or changed in that person's name by work inside the program: through
the API alone only API users enter invoices.
"""

from datetime import timedelta
from typing import Any

import pytest

from harness.api import error_of
from harness.approvals import approve_as, approvers_of, ask, decline_as, email, stand_in, user_id
from harness.entered import enter_for
from harness.invoices import make_invoice, status_of
from harness.matching import billed, reasons
from harness.orders import make_order
from harness.tenants import Tenant
from payables.approvals.jobs import ApprovalClock
from payables.invoices.actions.chase_approvals import chase_approvals


def entered_by(tenant: Tenant, name: str) -> dict[str, Any]:
    """An invoice that a person entered."""
    entered = enter_for(tenant, user_id(tenant, name), number=f"BY-{name}", total="50.00")
    return tenant.api().get(f"/v1/invoices/{entered['id']}").json()


def untouched(tenant: Tenant, invoice: dict[str, Any], answer: Any, code: str) -> None:
    """Refused with this code, and nothing is decided."""
    assert answer.status_code >= 400 and error_of(answer) == code, answer.text
    assert status_of(tenant, invoice) == "pending-approval"
    assert all(record["status"] == "pending" for record in approvers_of(tenant, invoice))


def test_directly(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    untouched(tenant, invoice, tenant.api().post(f"/v1/invoices/{invoice['id']}/approve"), "own_entry")


def test_by_an_api_user_that_acts_for_the_author(tenant: Tenant) -> None:
    invoice = entered_by(tenant, "ada")
    untouched(tenant, invoice, approve_as(tenant, invoice, "ada"), "own_entry")


def test_by_force(tenant: Tenant) -> None:
    invoice = entered_by(tenant, "ada")
    untouched(tenant, invoice, approve_as(tenant, invoice, "ada", force=True, comment="Urgent"), "own_entry")


def test_as_a_stand_in_for_whoever_was_asked(tenant: Tenant) -> None:
    invoice = entered_by(tenant, "ada")
    ask(tenant, invoice, "bo")
    stand_in(tenant, "ada", "bo")
    untouched(tenant, invoice, approve_as(tenant, invoice, "ada"), "own_entry")


def test_by_ones_own_stand_in(tenant: Tenant) -> None:
    """Whoever became an author after being asked passes the seat on to nobody."""
    invoice = make_invoice(tenant, api=tenant.api("east"))
    asked = tenant.api("all").get("/v1/stand-ins").json()
    assert asked["count"] == 0
    second = tenant.api("second").post("/v1/stand-ins", json={"stand_in": {"email": email(tenant, "bo")}}).json()
    body = {"id": second["stand_in"]["user"]["id"]}
    assert tenant.api("all").post(f"/v1/invoices/{invoice['id']}/approvers", json=body).status_code == 200
    changed = tenant.api("second").patch(f"/v1/invoices/{invoice['id']}", json={"total_amount": 100.00})
    assert changed.json()["status"] == "pending-approval", changed.text
    untouched(tenant, invoice, approve_as(tenant, invoice, "bo", api="all"), "not_an_approver")


def test_by_escalation_to_the_author(tenant: Tenant) -> None:
    invoice = entered_by(tenant, "ada")
    ask(tenant, invoice, "bo")
    tenant.api().patch("/v1/approval-settings", json={"escalate_after_hours": 1, "escalate_to": [email(tenant, "ada")]})
    tenant.server.clock.offset = timedelta(hours=2)
    tenant.server.run(ApprovalClock(tenant.server.database, chase_approvals).tick())
    tenant.server.clock.offset = timedelta()
    assert approvers_of(tenant, invoice)[0]["escalated_to"] == []
    untouched(tenant, invoice, approve_as(tenant, invoice, "ada"), "own_entry")


def test_by_becoming_an_author_after_an_escalation(tenant: Tenant) -> None:
    """A change of what is paid starts over, escalations included."""
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "bo")
    settings = {"escalate_after_hours": 1, "escalate_to": [email(tenant, "ada")]}
    tenant.api().patch("/v1/approval-settings", json=settings)
    tenant.server.clock.offset = timedelta(hours=2)
    tenant.server.run(ApprovalClock(tenant.server.database, chase_approvals).tick())
    tenant.server.clock.offset = timedelta()
    tenant.api("second").patch(f"/v1/invoices/{invoice['id']}", json={"total_amount": 100.00})
    answer = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    untouched(tenant, invoice, answer, "own_entry")
    untouched(tenant, invoice, approve_as(tenant, invoice, "ada", api="east"), "not_an_approver")


def test_by_being_asked(tenant: Tenant) -> None:
    invoice = entered_by(tenant, "ada")
    path = f"/v1/invoices/{invoice['id']}/approvers"
    untouched(tenant, invoice, tenant.api().post(path, json={"email": email(tenant, "ada")}), "approver_entered_it")
    assert approvers_of(tenant, invoice) == []


def test_by_taking_the_last_open_request_back(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada", "bo")
    approve_as(tenant, invoice, "ada")
    (left,) = [record for record in approvers_of(tenant, invoice) if record["status"] == "pending"]
    path = f"/v1/invoices/{invoice['id']}/approvers"
    answer = tenant.api().delete(path, params={"approval_id": left["id"]})
    assert (answer.status_code, error_of(answer)) == (403, "removal_would_approve")
    assert status_of(tenant, invoice) == "pending-approval" and len(approvers_of(tenant, invoice)) == 2


@pytest.mark.parametrize(
    "change", [{"total_amount": 100.00}, {"discount_amount": 109.00}, {"type": "credit_memo"}, {"currency": "EUR"}]
)
def test_by_changing_whom_or_how_much_it_pays_and_approving_then(tenant: Tenant, change: dict[str, Any]) -> None:
    invoice = make_invoice(tenant, items=[])
    changed = tenant.api("second").patch(f"/v1/invoices/{invoice['id']}", json=change)
    assert changed.json()["status"] == "pending-approval", changed.text
    answer = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    untouched(tenant, invoice, answer, "own_entry")


def test_by_taking_off_the_number_of_the_order_and_approving_then(tenant: Tenant) -> None:
    make_order(tenant)
    invoice = make_invoice(tenant, purchase_order="PO-unknown")
    assert reasons(invoice) == ["order_not_found"]
    changed = tenant.api("second").patch(f"/v1/invoices/{invoice['id']}", json={"purchase_order": None})
    assert changed.json()["status"] == "pending-approval", changed.text
    untouched(tenant, invoice, tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve"), "own_entry")


def test_by_changing_lines_until_they_are_as_ordered_and_approving_then(tenant: Tenant) -> None:
    cream = {"name": "Cream", "sku": "T1", "quantity": 30, "price": 2.00}
    order = make_order(tenant, is_2_way=True, items=[{**cream, "uom": "L"}])
    invoice = billed(tenant, order, [{**cream, "unit": "KG"}])
    assert reasons(invoice) == ["not_convertible"]
    lines = [{"id": invoice["items"][0]["id"], "unit": "L"}]
    changed = tenant.api("second").patch(f"/v1/invoices/{invoice['id']}", json={"items": lines})
    assert changed.json()["status"] == "pending-approval", changed.text
    untouched(tenant, invoice, tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve"), "own_entry")
    approved = tenant.api("east").post(f"/v1/invoices/{invoice['id']}/approve")
    assert approved.json()["status"] == "ready-for-export", approved.text


@pytest.mark.parametrize(
    "change", [{"due_date": "2026-12-24"}, {"notes": "Paper is in the safe"}, {"items": [{"unit": "BG"}]}]
)
def test_completing_what_changes_no_amount_and_no_difference_makes_nobody_an_author(
    tenant: Tenant, change: dict[str, Any]
) -> None:
    lines = [{"name": "Flour", "quantity": 1, "price": 110.00}]
    invoice = make_invoice(tenant, items=lines, total_tax=0)
    if "items" in change:
        change = {"items": [{"id": invoice["items"][0]["id"], **change["items"][0]}]}
    assert tenant.api("second").patch(f"/v1/invoices/{invoice['id']}", json=change).status_code == 200
    approved = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    assert approved.json()["status"] == "ready-for-export", approved.text


def test_by_changing_it_there_and_back(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    for total in (100.00, 110.00):
        tenant.api("second").patch(f"/v1/invoices/{invoice['id']}", json={"total_amount": total})
    answer = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    untouched(tenant, invoice, answer, "own_entry")


def test_by_moving_the_invoice_to_where_a_friend_approves(tenant: Tenant) -> None:
    """Whoever was asked stays asked, and the author stays the author."""
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "bo")
    body = {"ottimate_location_id": tenant.location("park")}
    assert tenant.api().patch(f"/v1/invoices/{invoice['id']}", json=body).status_code == 200
    untouched(tenant, invoice, tenant.api().post(f"/v1/invoices/{invoice['id']}/approve"), "own_entry")
    untouched(tenant, invoice, approve_as(tenant, invoice, "ada"), "not_an_approver")


def test_by_declining_and_sending_it_round_again(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert tenant.api().post(f"/v1/invoices/{invoice['id']}/decline", json={"reason": "Oops"}).status_code == 200
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"total_amount": 110.00})
    untouched(tenant, invoice, tenant.api().post(f"/v1/invoices/{invoice['id']}/approve"), "own_entry")


def test_by_archiving_and_restoring_it(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    tenant.api().post(f"/v1/invoices/{invoice['id']}/archive", json={})
    tenant.api().post(f"/v1/invoices/{invoice['id']}/restore", json={})
    untouched(tenant, invoice, tenant.api().post(f"/v1/invoices/{invoice['id']}/approve"), "own_entry")


def test_nobody_forces_in_the_name_of_somebody_who_may_not(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    answer = approve_as(tenant, invoice, "bo", force=True, comment="Month end")
    untouched(tenant, invoice, answer, "may_not_force")
    forced = approve_as(tenant, invoice, "ada", force=True, comment="Month end")
    assert forced.json()["status"] == "ready-for-export"


def test_an_api_user_does_not_approve_what_it_made_in_the_name_of_a_person(tenant: Tenant) -> None:
    """Nor what it changed since; somebody else's approval in that name stands."""
    invoice = make_invoice(tenant)
    untouched(tenant, invoice, approve_as(tenant, invoice, "ada", api="all"), "own_entry")
    tenant.api("east").patch(f"/v1/invoices/{invoice['id']}", json={"total_amount": 100.00})
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"total_amount": 110.00})
    untouched(tenant, invoice, approve_as(tenant, invoice, "ada", api="east"), "own_entry")
    assert approve_as(tenant, invoice, "ada").json()["status"] == "ready-for-export"


def test_an_author_may_decline_in_the_name_of_a_person(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert decline_as(tenant, invoice, "ada", api="all").json()["status"] == "needs-attention"


def test_an_api_user_does_not_force_through_what_it_made_in_the_name_of_a_person(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    answer = approve_as(tenant, invoice, "ada", api="all", force=True, comment="Month end")
    untouched(tenant, invoice, answer, "own_entry")


def test_where_authors_may_approve_they_may_force_for_others(new_tenant: Any) -> None:
    tenant = new_tenant(allow_self_approval="true")
    invoice = make_invoice(tenant)
    answer = approve_as(tenant, invoice, "ada", api="all", force=True, comment="Month end")
    assert answer.json()["status"] == "ready-for-export"


def test_an_account_that_allows_it_lets_authors_approve(new_tenant: Any) -> None:
    """The negative control: without the rule the same call approves."""
    tenant = new_tenant(allow_self_approval="true")
    invoice = make_invoice(tenant)
    answer = tenant.api().post(f"/v1/invoices/{invoice['id']}/approve")
    assert answer.json()["status"] == "ready-for-export"
