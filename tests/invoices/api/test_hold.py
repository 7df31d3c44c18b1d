"""An invoice on hold does not leave, whoever exports, until it is released."""

from typing import Any

from harness.api import error_of, fields_of
from harness.invoices import make_invoice
from harness.tenants import Tenant


def approved(tenant: Tenant) -> dict[str, Any]:
    invoice = make_invoice(tenant)
    answer = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    assert answer.json()["status"] == "ready-for-export"
    return answer.json()


def step(tenant: Tenant, invoice: dict[str, Any], name: str, user: str = "all", **body: Any) -> Any:
    return tenant.api(user).post(f"/v1/invoices/{invoice['id']}/{name}", json=body)


def test_a_held_invoice_shows_approved_and_is_not_exported_until_it_is_released(tenant: Tenant) -> None:
    invoice = approved(tenant)
    held = step(tenant, invoice, "hold", reason="Disputed delivery").json()
    assert (held["status"], held["on_hold"]["reason"]) == ("approved", "Disputed delivery")
    marked = tenant.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": invoice["id"]}]})
    assert marked.json()["updated"] == []
    (stuck,) = tenant.api().get("/v1/exports/stuck").json()["results"]
    assert (stuck["invoice_id"], stuck["code"]) == (invoice["invoice_id"], "on_hold")
    assert "Disputed delivery" in repr(stuck)
    released = step(tenant, invoice, "release", reason="Settled").json()
    assert (released["status"], released["on_hold"]["reason"]) == ("ready-for-export", None)
    assert tenant.api().get("/v1/exports/stuck").json()["results"] == []
    told = tenant.api().get(f"/v1/invoices/{invoice['id']}", params={"expand": "history"}).json()["history"]
    assert {"Disputed delivery", "Settled"} <= {entry["message"] for entry in told}


def test_a_hold_leaves_approvals_alone_and_outlasts_them(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert step(tenant, invoice, "hold", reason="Wait").json()["status"] == "pending-approval"
    assert step(tenant, invoice, "approve", user="second").json()["status"] == "approved"


def test_if_match_holds_for_both(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    path = f"/v1/invoices/{invoice['id']}"
    stale = {"If-Match": '"99"'}
    assert tenant.api().post(f"{path}/hold", json={"reason": "Wait"}, headers=stale).status_code == 412
    seen = tenant.api().get(path).headers["ETag"]
    held = tenant.api().post(f"{path}/hold", json={"reason": "Wait"}, headers={"If-Match": seen})
    assert held.status_code == 200 and held.headers["ETag"] != seen
    assert tenant.api().post(f"{path}/release", headers={"If-Match": seen}).status_code == 412
    assert tenant.api().post(f"{path}/release", headers={"If-Match": held.headers["ETag"]}).status_code == 200


def test_what_cannot_be_held_or_released_is_refused(tenant: Tenant) -> None:
    invoice = approved(tenant)
    assert fields_of(step(tenant, invoice, "hold")) == {"reason": "required"}
    assert fields_of(step(tenant, invoice, "hold", reason="  ")) == {"reason": "required"}
    assert step(tenant, invoice, "hold", user="editor", reason="Wait").status_code == 403
    assert error_of(step(tenant, invoice, "release")) == "not_on_hold"
    done = tenant.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": invoice["id"]}]})
    assert done.json()["updated"]
    assert error_of(step(tenant, invoice, "hold", reason="Wait")) == "invoice_exported"
    archived = make_invoice(tenant)
    step(tenant, archived, "archive")
    assert error_of(step(tenant, archived, "hold", reason="Wait")) == "invoice_archived"
