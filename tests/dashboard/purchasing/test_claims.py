"""Claims as people follow and settle them."""

from typing import Any

import pytest

from harness.dashboard import browser
from harness.invoices import make_invoice
from harness.matching import billed
from harness.orders import make_order
from harness.server import Server
from harness.tenants import Tenant


@pytest.fixture
def claim(tenant: Tenant) -> dict[str, Any]:
    """Three dollars, for flour that was billed too dear."""
    order = make_order(tenant, is_2_way=True)
    invoice = billed(tenant, order, [{"name": "Flour", "sku": "FL-1", "quantity": 2, "price": 31.5}])
    body = {"invoice_id": invoice["id"], "reason": "Price as in May"}
    answer = tenant.api("second").post("/v1/claims", json=body)
    assert answer.status_code == 201, answer.text
    return {**answer.json()["claims"][0], "erp_vendor_id": order["erp_vendor_id"]}


def memo(tenant: Tenant, claim: dict[str, Any], amount: float) -> dict[str, Any]:
    vendor = {"erp_vendor_id": claim["erp_vendor_id"]}
    item = {"name": "Credit for flour", "quantity": 1, "price": amount}
    return make_invoice(tenant, vendor=vendor, type="credit_memo", total_amount=amount, total_tax=0, items=[item])


def now(tenant: Tenant, claim: dict[str, Any]) -> dict[str, Any]:
    return tenant.api().get(f"/v1/claims/{claim['id']}").json()


def test_the_list_says_when_nothing_is_claimed(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/claims")
    assert (page.status, "There are no claims" in page.words) == (200, True)


def test_claims_are_listed_with_what_is_open(server: Server, tenant: Tenant, claim: dict[str, Any]) -> None:
    page = browser(server, tenant).open("/claims?status=open")
    assert {f"/claims/{claim['id']}", f"/invoices/{claim['invoice_uuid']}"} <= set(page.links)
    assert ("$3.00" in page.words, "Dearer than ordered" in page.words) == (True, True)


def test_what_vendors_owe_is_told_by_age(server: Server, tenant: Tenant, claim: dict[str, Any]) -> None:
    someone = browser(server, tenant, company="east")
    assert claim["erp_vendor_name"] in someone.open("/claims/aging").words
    assert "No vendor owed anything" in someone.open("/claims/aging?as_of=2020-01-01").words
    assert someone.open("/claims/aging?as_of=soon").status == 400


def test_a_credit_memo_settles_a_claim_and_that_is_undone(
    server: Server, tenant: Tenant, claim: dict[str, Any]
) -> None:
    credit = memo(tenant, claim, 3)
    here = f"/claims/{claim['id']}"
    page = browser(server, tenant).open(here)
    assert "just this amount" in page.words
    done = page.send(f"{here}/settle")
    assert done.status == 303, done.words[:900]
    assert now(tenant, claim)["status"] == "settled"
    shown = done.follow()
    assert f"/invoices/{credit['id']}" in shown.links
    undo = next(form for form in shown.forms if form.action == f"{here}/unsettle")
    assert shown.browser.send_form(undo).status == 303
    assert now(tenant, claim)["open_amount"] == 3


def test_what_somebody_else_has_settled_since_is_not_taken_back_by_an_undo(
    server: Server, tenant: Tenant, claim: dict[str, Any]
) -> None:
    credit = memo(tenant, claim, 3)
    here, theirs = f"/claims/{claim['id']}", {"credit_memo_id": credit["id"]}
    shown = browser(server, tenant).open(here).send(f"{here}/settle").follow()
    assert tenant.api("second").post(f"/v1{here}/unsettle", json=theirs).status_code == 200
    assert tenant.api("second").post(f"/v1{here}/settle", json={**theirs, "amount": 2}).status_code == 200
    undo = next(form for form in shown.forms if form.action == f"{here}/unsettle" and "_etag" in form.fields)
    assert shown.browser.send_form(undo).status == 412
    assert now(tenant, claim)["open_amount"] == 1


def test_more_than_is_open_is_refused_and_stays_typed(server: Server, tenant: Tenant, claim: dict[str, Any]) -> None:
    memo(tenant, claim, 50)
    here = f"/claims/{claim['id']}"
    again = browser(server, tenant).open(here).send(f"{here}/settle", {"amount": "4"})
    assert (again.status, again.form(f"{here}/settle").fields["amount"]) == (409, "4")
    assert again.send(f"{here}/settle", {"amount": "1.5"}).status == 303
    assert now(tenant, claim)["open_amount"] == 1.5


def test_a_claim_is_withdrawn_with_a_reason(server: Server, tenant: Tenant, claim: dict[str, Any]) -> None:
    here = f"/claims/{claim['id']}"
    page = browser(server, tenant).open(here)
    assert page.send(f"{here}/withdraw", {"reason": ""}).status == 400
    assert "They came after all" in page.send(f"{here}/withdraw", {"reason": "They came after all"}).follow().words
    assert now(tenant, claim)["status"] == "withdrawn"


def test_who_may_not_decide_is_offered_nothing(server: Server, tenant: Tenant, claim: dict[str, Any]) -> None:
    page = browser(server, tenant, role="Invoice Processor - Read Only").open(f"/claims/{claim['id']}")
    assert [form.action for form in page.forms if form.action.startswith("/claims")] == []
