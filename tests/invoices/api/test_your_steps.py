"""What an invoice says that one may do with it is what the step answers."""

from typing import Any

import pytest

from harness.api import error_of
from harness.invoices import make_invoice
from harness.matching import billed
from harness.orders import make_order
from harness.tenants import Tenant

STEPS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "edit": ("patch", "", {"notes": "Mine"}),
    "archive": ("post", "/archive", {}),
    "restore": ("post", "/restore", {}),
    "flag": ("post", "/flag", {}),
    "hold": ("post", "/hold", {"reason": "Wait"}),
    "release": ("post", "/release", {}),
    "ask": ("post", "/approvers", {"approvers": [{"email": "second@acme.example"}]}),
    "renew": ("post", "/approvers/renew", {}),
    "comment": ("post", "/comments", {"text": "Look"}),
    "match": ("post", "/match", {}),
}


def in_state(tenant: Tenant, state: str) -> dict[str, Any]:
    invoice = make_invoice(tenant, **({"total_amount": None} if state == "incomplete" else {}))
    path = f"/v1/invoices/{invoice['id']}"
    second = tenant.api("second")
    if state in ("approved", "exported", "held"):
        assert second.post(f"{path}/approve").is_success
    if state == "held":
        assert second.post(f"{path}/hold", json={"reason": "Wait"}).is_success
    if state == "exported":
        assert second.post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": invoice["id"]}]}).is_success
    if state == "archived":
        assert second.post(f"{path}/archive").is_success
    return invoice


def yours(tenant: Tenant, invoice: dict[str, Any], user: str) -> dict[str, Any]:
    return tenant.api(user).get(f"/v1/invoices/{invoice['id']}/approval").json()["yours"]


@pytest.mark.parametrize("user", ["all", "editor", "reader"])
@pytest.mark.parametrize("state", ["incomplete", "pending", "approved", "held", "exported", "archived"])
def test_in_every_state_and_for_every_role(tenant: Tenant, state: str, user: str) -> None:
    told = yours(tenant, in_state(tenant, state), user)
    for step, (method, below, body) in STEPS.items():
        invoice = in_state(tenant, state)
        answer = getattr(tenant.api(user), method)(f"/v1/invoices/{invoice['id']}{below}", json=body)
        refused = error_of(answer) if answer.status_code in (403, 409) else None
        why_not = told[step]["why_not"]
        assert (step, why_not and why_not["code"]) == (step, refused), answer.text
        assert told[step]["may"] is (why_not is None)


def test_differences_are_not_decided_by_who_entered_them(tenant: Tenant) -> None:
    order = make_order(tenant, is_2_way=True)
    invoice = billed(tenant, order, [{"name": "Flour", "sku": "FL-1", "quantity": 2, "price": 31.5}])
    assert yours(tenant, invoice, "second")["decide_match"] == {"may": True, "why_not": None}
    assert yours(tenant, invoice, "all")["decide_match"]["why_not"]["code"] == "own_invoice"
    assert yours(tenant, invoice, "reader")["decide_match"]["why_not"]["code"] == "permission_denied"
