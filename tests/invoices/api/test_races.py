"""Requests of the same moment: one lock per invoice, one clean invoice per document number."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from harness.invoices import invoice_body, make_invoice, make_vendor
from harness.tenants import Tenant


def at_once(tenant: Tenant, times: int, call: Callable[[Any, int], Any]) -> list[Any]:
    """The same client from many threads."""
    api = tenant.api()
    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(lambda n: call(api, n), range(times)))


def test_of_fifty_entries_of_one_invoice_one_is_clean(tenant: Tenant) -> None:
    body = invoice_body(tenant, make_vendor(tenant))
    answers = at_once(tenant, 50, lambda api, _: api.post("/v1/invoices", json=body))
    assert {answer.status_code for answer in answers} == {201}
    invoices = [answer.json() for answer in answers]
    assert Counter(invoice["status"] for invoice in invoices) == {"pending-approval": 1, "needs-attention": 49}
    (clean,) = [invoice for invoice in invoices if not invoice["reasons"]]
    named = {reason["other_invoice_id"] for invoice in invoices for reason in invoice["reasons"]}
    assert named == {clean["id"]}
    assert len({invoice["invoice_id"] for invoice in invoices}) == 50


def test_one_idempotency_key_makes_one_invoice(tenant: Tenant) -> None:
    body = invoice_body(tenant, make_vendor(tenant))
    headers = {"Idempotency-Key": "invoice-1"}
    answers = at_once(tenant, 50, lambda api, _: api.post("/v1/invoices", json=body, headers=headers))
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.json()["id"] for answer in answers if answer.status_code == 201}) == 1
    assert tenant.api().get("/v1/invoices").json()["count"] == 1
    again = tenant.api().post("/v1/invoices", json=body, headers=headers)
    assert again.headers["x-idempotent-replayed"] == "true"


def test_of_two_changes_of_one_version_one_is_stale(tenant: Tenant) -> None:
    seen = {"If-Match": '"1"'}
    for _ in range(5):
        path = f"/v1/invoices/{make_invoice(tenant)['id']}"
        answers = at_once(tenant, 2, lambda api, n, p=path: api.patch(p, json={"notes": str(n)}, headers=seen))
        assert sorted(answer.status_code for answer in answers) == [200, 412]
        kept = next(answer.json()["notes"] for answer in answers if answer.status_code == 200)
        assert tenant.api().get(path).json()["notes"] == kept


def test_no_change_is_lost_among_twenty(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    path = f"/v1/invoices/{invoice['id']}"
    line = {"name": "Salt", "amount": 1}
    answers = at_once(tenant, 20, lambda api, _: api.patch(path, json={"items": [line]}))
    assert {answer.status_code for answer in answers} == {200}
    assert len(tenant.api().get(path).json()["items"]) == 22
    assert tenant.api().get(path).headers["etag"].startswith('"21-')


def test_nobody_approves_what_they_did_not_see(tenant: Tenant) -> None:
    """A change and an approval at once: either the approval came first and was undone, or it covers the change."""
    for _ in range(5):
        invoice = make_invoice(tenant)
        path = f"/v1/invoices/{invoice['id']}"
        calls = [
            lambda p=path: tenant.api().patch(p, json={"total_amount": 110.01}),
            lambda p=path: tenant.api("second").post(f"{p}/approve", headers={"If-Match": '"1"'}),
        ]
        with ThreadPoolExecutor(2) as threads:
            changed, approved = threads.map(lambda call: call(), calls)
        assert changed.status_code == 200
        assert approved.status_code in (200, 412)
        after = tenant.api().get(path).json()
        assert (after["status"], after["total_amount"]) == ("pending-approval", 110.01)


def test_two_invoices_that_take_the_same_new_number_do_not_both_get_it(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    paths = [f"/v1/invoices/{make_invoice(tenant, vendor=vendor)['id']}" for _ in range(10)]
    answers = at_once(tenant, 10, lambda api, n: api.patch(paths[n], json={"invoice_number": "SAME-1"}))
    assert Counter(len(answer.json()["reasons"]) for answer in answers) == {0: 1, 1: 9}


def test_exchanging_two_numbers_at_once_ends_well(tenant: Tenant) -> None:
    """Each releases what the other claims: the database may have to break the circle, and the edge repeats the loser."""
    vendor = make_vendor(tenant)
    for n in range(4):
        names = [f"{n}-left", f"{n}-right"]
        paths = [f"/v1/invoices/{make_invoice(tenant, vendor=vendor, invoice_number=name)['id']}" for name in names]
        wanted = dict(zip(paths, reversed(names), strict=True))
        answers = at_once(
            tenant, 2, lambda api, i, p=paths, w=wanted: api.patch(p[i], json={"invoice_number": w[p[i]]})
        )
        assert {answer.status_code for answer in answers} == {200}
        assert {path: tenant.api().get(path).json()["number"] for path in paths} == wanted


def test_a_vendor_made_by_ten_changes_at_once_is_one(tenant: Tenant) -> None:
    paths = [f"/v1/invoices/{make_invoice(tenant)['id']}" for _ in range(10)]
    body = {"erp_vendor_id": "NEW-1", "erp_vendor_name": "New Bakery"}
    answers = at_once(tenant, 10, lambda api, n: api.patch(paths[n], json=body))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["ottimate_vendor_id"] for answer in answers}) == 1
