"""Idempotency keys beyond the plain case (contract/platform.md section 6)."""

from harness.api import error_of
from harness.invoices import make_invoice
from harness.tenants import Tenant
from payables.platform.idempotency import LARGEST_KEPT

KEY = {"Idempotency-Key": "k-1"}


def test_an_answer_of_more_than_64_kb_is_not_repeated_but_said_to_be_done(tenant: Tenant) -> None:
    rows = [{"erp_vendor_id": f"V-{n}", "erp_vendor_name": f"{n} " + "x" * 490} for n in range(100)]
    body = {"ottimate_company_id": tenant.company(), "vendors": rows}
    first = tenant.api().post("/v1/vendors/bulk", json=body, headers=KEY)
    assert first.status_code == 201 and len(first.content) > LARGEST_KEPT
    again = tenant.api().post("/v1/vendors/bulk", json=body, headers=KEY)
    assert (again.status_code, error_of(again)) == (208, "already_reported")
    assert tenant.api().get("/v1/vendors").json()["count"] == 100
    other = tenant.api().post("/v1/vendors/bulk", json={**body, "vendors": rows[:1]}, headers=KEY)
    assert (other.status_code, error_of(other)) == (422, "idempotency_key_reused")


def test_a_repeated_patch_replays_and_changes_nothing_more(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    path = f"/v1/invoices/{invoice['id']}"
    first = tenant.api().patch(path, json={"notes": "first"}, headers=KEY)
    between = tenant.api().patch(path, json={"notes": "between"})
    again = tenant.api().patch(path, json={"notes": "first"}, headers=KEY)
    assert (first.status_code, between.status_code, again.status_code) == (200, 200, 200)
    assert again.headers["x-idempotent-replayed"] == "true"
    assert again.content == first.content
    assert tenant.api().get(path).json()["notes"] == "between"


def test_a_patch_with_a_used_key_and_another_body_is_refused(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    path = f"/v1/invoices/{invoice['id']}"
    tenant.api().patch(path, json={"notes": "first"}, headers=KEY)
    other = tenant.api().patch(path, json={"notes": "second"}, headers=KEY)
    assert (other.status_code, error_of(other)) == (422, "idempotency_key_reused")
    assert tenant.api().get(path).json()["notes"] == "first"


def test_the_key_of_one_invoice_is_free_for_another(tenant: Tenant) -> None:
    for invoice in (make_invoice(tenant), make_invoice(tenant)):
        answer = tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"notes": "n"}, headers=KEY)
        assert (answer.status_code, "x-idempotent-replayed" in answer.headers) == (200, False)


def test_a_uuid_in_upper_case_and_a_slash_at_the_end_are_the_same_path(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    body = {"paid_on": "2026-11-20", "amount": 10}
    for id, end in ((invoice["id"], ""), (invoice["id"].upper(), ""), (invoice["id"], "/")):
        assert tenant.api().post(f"/v1/invoices/{id}/payments{end}", json=body, headers=KEY).status_code == 201
    assert len(tenant.api().get(f"/v1/invoices/{invoice['id']}/payments").json()["results"]) == 1


def test_two_different_keys_in_one_request_are_refused(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    path = f"/v1/invoices/{invoice['id']}"
    two = [("Idempotency-Key", "k-1"), ("Idempotency-Key", "k-2")]
    answer = tenant.api().patch(path, json={"notes": "n"}, headers=two)
    assert (answer.status_code, error_of(answer)) == (400, "invalid_idempotency_key")
    assert tenant.api().get(path).json()["notes"] != "n"
