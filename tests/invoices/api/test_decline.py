"""Declining an invoice, and the way back."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.approvals import approve_as, approvers_of, ask, decline_as, email, notices_of, stand_in
from harness.invoices import make_invoice, make_vendor, status_of
from harness.tenants import Tenant


def decline(tenant: Tenant, invoice: dict[str, Any], user: str = "second", headers: Any = None, **body: Any) -> Any:
    body = {"reason": "Never delivered.", **body}
    return tenant.api(user).post(f"/v1/invoices/{invoice['id']}/decline", json=body, headers=headers or {})


def change(tenant: Tenant, invoice: dict[str, Any], **body: Any) -> Any:
    return tenant.api().patch(f"/v1/invoices/{invoice['id']}", json=body)


def test_a_declined_invoice_needs_attention_and_says_who_and_why(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada", "bo")
    answer = decline_as(tenant, invoice, "ada", reason="  The price is wrong.\n")
    assert (answer.status_code, answer.json()["status"]) == (200, "needs-attention")
    (reason,) = answer.json()["reasons"]
    assert (reason["code"], reason["message"]) == (
        "approval_declined",
        "Ada Marsh declined to approve: The price is wrong.",
    )
    of_ada, of_bo = sorted(approvers_of(tenant, invoice), key=lambda record: record["approver"]["display_name"])
    assert (of_ada["status"], of_ada["comment"]) == ("declined", "The price is wrong.")
    assert (of_bo["status"], of_bo["comment"]) == ("pending", None)


def test_after_a_change_it_is_approved_anew_by_everybody(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada", "bo")
    approve_as(tenant, invoice, "ada")
    decline_as(tenant, invoice, "bo")
    changed = change(tenant, invoice, total_tax=9.00, total_amount=109.00)
    assert (changed.json()["status"], changed.json()["reasons"]) == ("pending-approval", [])
    assert [record["status"] for record in approvers_of(tenant, invoice)] == ["pending", "pending"]
    approve_as(tenant, invoice, "ada")
    assert approve_as(tenant, invoice, "bo").json()["status"] == "ready-for-export"


def test_naming_a_value_that_it_has_sends_it_round_again(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada", "bo")
    approve_as(tenant, invoice, "ada")
    decline_as(tenant, invoice, "bo")
    assert change(tenant, invoice, notes="Delivered on Monday.").json()["status"] == "needs-attention"
    assert change(tenant, invoice, total_amount=110.00).json()["status"] == "pending-approval"
    assert [record["status"] for record in approvers_of(tenant, invoice)] == ["pending", "pending"]


def test_where_nobody_was_asked_anyone_who_may_approve_may_decline(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert decline(tenant, invoice).json()["status"] == "needs-attention"
    change(tenant, invoice, total_amount=110.00)
    assert approvers_of(tenant, invoice) == []
    assert approve_as(tenant, invoice, "bo").json()["status"] == "ready-for-export"


def test_who_was_not_asked_does_not_decline_past_those_who_were(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada")
    answer = decline_as(tenant, invoice, "bo")
    assert (answer.status_code, error_of(answer)) == (403, "not_an_approver")
    assert status_of(tenant, invoice) == "pending-approval"


def test_who_has_decided_does_not_decline_any_more(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada", "bo")
    approve_as(tenant, invoice, "ada")
    answer = decline_as(tenant, invoice, "ada")
    assert (answer.status_code, error_of(answer)) == (409, "already_decided")


def test_who_entered_it_may_decline_it(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert decline(tenant, invoice, user="all").json()["status"] == "needs-attention"


def test_a_stand_in_declines_and_both_names_are_kept(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada")
    stand_in(tenant, "bo", "ada")
    answer = decline_as(tenant, invoice, "bo")
    assert answer.json()["reasons"][0]["message"] == "Bo Lind (in place of Ada Marsh) declined to approve: Not ours."
    (record,) = approvers_of(tenant, invoice)
    assert (record["approver"]["display_name"], record["decided_by"]["display_name"]) == ("Ada Marsh", "Bo Lind")


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"reason": "required"}),
        ({"reason": None}, {"reason": "invalid"}),
        ({"reason": " \t"}, {"reason": "required"}),
        ({"reason": "x" * 2001}, {"reason": "too_long"}),
        ({"reason": "a\x1bb"}, {"reason": "control_character"}),
        ({"reason": "No", "approver": {}}, {"approver": "required"}),
    ],
)
def test_a_decline_needs_a_reason(tenant: Tenant, body: dict[str, Any], fields: dict[str, str]) -> None:
    invoice = make_invoice(tenant)
    answer = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/decline", json=body)
    assert (answer.status_code, fields_of(answer)) == (400, fields)
    assert status_of(tenant, invoice) == "pending-approval"


def test_declining_needs_the_permission_to_approve(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert error_of(decline(tenant, invoice, user="editor")) == "permission_denied"
    assert error_of(decline_as(tenant, invoice, "cy")) == "approver_may_not_approve"


def test_declining_a_version_that_is_no_longer_there_is_refused(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    seen = tenant.api().get(f"/v1/invoices/{invoice['id']}").headers["etag"]
    change(tenant, invoice, invoice_number="OTHER-9")
    answer = decline(tenant, invoice, headers={"If-Match": seen})
    assert (answer.status_code, error_of(answer)) == (412, "stale_version")


def test_only_what_waits_for_approval_is_declined(new_tenant: Callable[..., Tenant]) -> None:
    tenant = new_tenant()
    for invoice in (make_invoice(tenant, invoice_date=None), make_invoice(new_tenant(approval_mode="none"))):
        assert decline(tenant, invoice).status_code in (404, 409)
    declined = make_invoice(tenant)
    decline(tenant, declined)
    answer = decline(tenant, declined)
    assert (answer.status_code, error_of(answer)) == (409, "not_approvable")


def test_what_is_out_of_reach_does_not_exist(tenant: Tenant, other_tenant: Tenant) -> None:
    invoice = make_invoice(tenant, vendor=make_vendor(tenant), ottimate_location_id=tenant.location("park"))
    assert decline(tenant, invoice, user="main").status_code == 404
    assert decline(other_tenant, invoice).status_code == 404


def test_whoever_entered_it_and_whoever_had_approved_is_told(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, api=tenant.api("east"))
    ask(tenant, invoice, "ada", "bo")
    approve_as(tenant, invoice, "ada")
    decline_as(tenant, invoice, "bo")
    newest = notices_of(tenant, "ada")[0]
    message = f"Bo Lind declined to approve invoice {invoice['number']}: Not ours."
    assert (newest["kind"], newest["message"], newest["invoice"]) == ("declined", message, invoice["id"])
    (entered,) = tenant.api("east").get("/v1/notices").json()["results"]
    assert entered["message"] == message
    assert [notice["kind"] for notice in notices_of(tenant, "bo")] == ["asked"]


def test_the_history_tells_who_declined_and_why(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    decline_as(tenant, invoice, "bo", api="all")
    history = tenant.api().get(f"/v1/invoices/{invoice['id']}", params={"expand": "history"}).json()["history"]
    assert (history[-1]["reason"], history[-1]["message"]) == ("declined", "On behalf of Bo Lind. Not ours.")


def test_a_flag_tells_whoever_entered_it_and_whoever_approved_it(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada", "bo")
    approve_as(tenant, invoice, "ada")
    tenant.api("second").post(f"/v1/invoices/{invoice['id']}/flag", json={"flagging_reason": "Wrong site"})
    newest = notices_of(tenant, "ada")[0]
    assert (newest["kind"], newest["message"]) == (
        "flagged",
        f"Somebody flagged invoice {invoice['number']}: Wrong site",
    )
    assert [notice["kind"] for notice in notices_of(tenant, "bo")] == ["asked"]
    assert tenant.api().get("/v1/notices").json()["results"][0]["kind"] == "flagged"


def test_an_api_user_acts_for_nobody_without_the_permission(tenant: Tenant) -> None:
    answer = decline(tenant, make_invoice(tenant), user="editor", approver={"email": email(tenant, "bo")})
    assert error_of(answer) == "permission_denied"
