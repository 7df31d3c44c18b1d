"""What answers a flag, what counts as a reason, who takes back a request, and which version a step is about."""

from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.approvals import approvers_of, ask
from harness.invoices import make_invoice, status_of
from harness.tenants import Tenant
from harness.trail import trail

BLANKS = ["\u200b \u2060", "\u3164", " \n"]


def doubted(tenant: Tenant, way: str, **changes: Any) -> dict[str, Any]:
    """An invoice that somebody flagged or declined."""
    invoice = make_invoice(tenant, **changes)
    answer = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/{way}", json={"reason": "Fraud?"})
    assert answer.status_code == 200, answer.text
    return invoice


@pytest.mark.parametrize("way", ["flag", "decline"])
@pytest.mark.parametrize(
    "body",
    [
        {"raw_images": []},
        {"image_urls": []},
        {"dimensions": {}},
        {"dimensions": None},
        {"items": []},
        {"items": ["bare"]},
        {"items": ["bogus"]},
        {"posting_date": None},
    ],
    ids=str,
)
def test_what_says_nothing_answers_no_doubt(tenant: Tenant, way: str, body: dict[str, Any]) -> None:
    invoice = doubted(tenant, way)
    line = invoice["items"][0]["id"]
    known = {"bare": {"id": line}, "bogus": {"id": line, "bogus": 1}}
    sent = {name: [known[one] for one in value] if name == "items" else value for name, value in body.items()}
    before = status_of(tenant, invoice)
    tenant.api("editor").patch(f"/v1/invoices/{invoice['id']}", json=sent)
    assert status_of(tenant, invoice) == before != "pending-approval"


@pytest.mark.parametrize("way", ["flag", "decline"])
def test_a_value_that_is_confirmed_answers_it(tenant: Tenant, way: str) -> None:
    for body in ({"total_amount": 110}, {"items": ["price"]}):
        invoice = doubted(tenant, way)
        sent = {"items": [{"id": invoice["items"][0]["id"], "price": 30}]} if "items" in body else body
        assert tenant.api("editor").patch(f"/v1/invoices/{invoice['id']}", json=sent).status_code == 200
        assert status_of(tenant, invoice) == "pending-approval"


@pytest.mark.parametrize("blank", BLANKS)
def test_reasons_that_show_nothing_are_none(tenant: Tenant, blank: str) -> None:
    invoice = make_invoice(tenant)
    path = f"/v1/invoices/{invoice['id']}"
    second = tenant.api("second")
    forced = second.post(f"{path}/approve", json={"force": True, "comment": blank})
    assert forced.status_code == 400 and error_of(forced) == "force_needs_reason"
    for step in ("decline", "hold"):
        assert fields_of(second.post(f"{path}/{step}", json={"reason": blank})) == {"reason": "required"}
    assert fields_of(second.post(f"{path}/comments", json={"text": blank})) == {"text": "required"}
    payment = second.post(f"{path}/payments", json={"paid_on": "2026-11-20", "amount": 1}).json()["payment"]
    void = second.post(f"/v1/payments/{payment['id']}/void", json={"reason": blank})
    assert fields_of(void) == {"reason": "required"}
    assert second.post(f"{path}/archive", json={"reason": blank}).status_code == 200
    archived = [entry for entry in trail(tenant, "invoice") if entry["action"] == "invoice.archived"]
    assert [entry["message"] for entry in archived] == [None]


@pytest.mark.parametrize("blank", BLANKS)
def test_what_may_be_left_out_and_shows_nothing_is_as_left_out(tenant: Tenant, blank: str) -> None:
    invoice, second = make_invoice(tenant), tenant.api("second")
    path = f"/v1/invoices/{invoice['id']}"
    assert second.post(f"{path}/flag", json={"flagging_reason": blank}).status_code == 200
    assert second.patch(path, json={"total_amount": 110}).json()["status"] == "pending-approval"
    assert second.post(f"{path}/hold", json={"reason": "Wait"}).status_code == 200
    assert second.post(f"{path}/release", json={"reason": blank}).status_code == 200
    told = [entry["message"] for entry in trail(tenant, "invoice") if entry["subject_id"] == invoice["id"]]
    assert blank.strip() not in [message for message in told if message]


@pytest.mark.parametrize(
    ("step", "body"),
    [
        ("flag", {}),
        ("payments", {"paid_on": "2026-11-20", "amount": 10, "reference": "P-1"}),
        ("approvers", "ada"),
    ],
)
def test_a_step_about_a_stale_version_is_refused(tenant: Tenant, step: str, body: Any) -> None:
    invoice = make_invoice(tenant)
    path, api = f"/v1/invoices/{invoice['id']}", tenant.api("second")
    sent = {"approvers": [{"email": f"ada@{tenant.key}.example"}]} if body == "ada" else body
    stale = api.get(path).headers["etag"]
    assert api.patch(path, json={"total_amount": 110, "due_date": "2026-12-24"}).status_code == 200
    refused = api.post(f"{path}/{step}", json=sent, headers={"If-Match": stale})
    assert refused.status_code == 412 and error_of(refused) == "stale_version"
    current = api.get(path).headers["etag"]
    assert api.post(f"{path}/{step}", json=sent, headers={"If-Match": current}).status_code in (200, 201)


def test_a_payment_that_is_on_record_is_told_again_whatever_the_version(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    path, api = f"/v1/invoices/{invoice['id']}", tenant.api("second")
    headers = {"If-Match": api.get(path).headers["etag"]}
    body = {"paid_on": "2026-11-20", "amount": 10, "reference": "P-1"}
    assert [api.post(f"{path}/payments", json=body, headers=headers).status_code for _ in range(2)] == [201, 201]


def test_an_author_or_who_may_not_approve_takes_back_only_what_they_asked(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, tenant.api("editor"))
    ask(tenant, invoice, "ada")
    path = f"/v1/invoices/{invoice['id']}/approvers"
    (record,) = approvers_of(tenant, invoice)
    refused = tenant.api("editor").delete(f"{path}?approval_id={record['id']}")
    assert refused.status_code == 403 and error_of(refused) == "request_of_another"
    assert len(approvers_of(tenant, invoice)) == 1
    assert tenant.api("second").delete(f"{path}?approval_id={record['id']}").status_code == 200
    mine = (
        tenant.api("editor").post(path, json={"approvers": [{"email": f"bo@{tenant.key}.example"}]}).json()["approvers"]
    )
    assert tenant.api("editor").delete(f"{path}?approval_id={mine[0]['id']}").status_code == 200
