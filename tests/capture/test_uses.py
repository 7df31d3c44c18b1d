"""An invoice on which others build keeps its pages: what settles a claim, or was said to be a line of a statement."""

import pytest

from capture.test_several_documents import arrived, step
from claims.test_claims import claimed, settle
from harness.api import error_of
from harness.invoices import make_vendor
from harness.matching import billed
from harness.orders import make_order
from harness.tenants import Tenant
from harness.worker import paper

MEMO = {"INVOICE": "CREDIT NOTE", "Invoice number": "Credit note number", "Invoice date": "Credit note date"}


@pytest.mark.usefixtures("worker")
def test_a_credit_memo_that_settles_a_claim_stays(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, tax_id="GB123456789", erp_vendor_name="Harbour Supplies Ltd")
    order = make_order(tenant, is_2_way=True, erp_vendor_id=vendor["erp_vendor_id"])
    line = {"name": "Flour", "sku": "FL-1", "quantity": 2, "price": 31.50, "unit": "BG"}
    claim = claimed(tenant, billed(tenant, order, [line]))
    upload = arrived(tenant, paper(**MEMO, **{"Total GBP": "Total USD"}))
    (id,) = upload["invoice_ids"]
    memo = tenant.api().get(f"/v1/invoices/{id}").json()
    assert (memo["type"], memo["ottimate_vendor_id"], memo["currency"]) == ("credit_memo", vendor["id"], "USD")
    settled = settle(tenant, claim, memo)
    assert settled.status_code == 200, settled.text
    for answer in (
        tenant.api().delete(f"/v1/invoices/uploads/{upload['id']}"),
        step(tenant, upload["id"], "split", {"parts": [[1]]}),
    ):
        assert (answer.status_code, error_of(answer)) == (409, "invoice_in_use")


WORK = {
    "a note": ("PATCH", "", {"notes": "Seen."}),
    "a due date": ("PATCH", "", {"due_date": "2026-12-24"}),
    "another file": ("PATCH", "", {"image_urls": []}),
    "a comment": ("POST", "/comments", {"text": "Who ordered this?"}),
    "a hold": ("POST", "/hold", {"reason": "Disputed."}),
    "a flag": ("POST", "/flag", {"flagging_reason": "Wrong site."}),
}


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("what", WORK)
def test_whatever_people_have_done_keeps_the_pages(tenant: Tenant, what: str) -> None:
    upload = arrived(tenant, paper())
    method, path, body = WORK[what]
    done = tenant.api().request(method, f"/v1/invoices/{upload['invoice_ids'][0]}{path}", json=body)
    assert done.is_success, done.text
    answer = tenant.api().delete(f"/v1/invoices/uploads/{upload['id']}")
    assert (answer.status_code, error_of(answer)) == (409, "invoice_in_use")
