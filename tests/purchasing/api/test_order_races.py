"""Several clients send the same order in the same moment."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from harness.api import error_of
from harness.invoices import make_vendor
from harness.orders import order_body
from harness.tenants import Tenant

AT_ONCE = 8


def together(tenant: Tenant, bodies: list[dict[str, Any]]) -> list[Any]:
    api = tenant.api()
    with ThreadPoolExecutor(len(bodies)) as pool:
        return list(pool.map(lambda body: api.post("/v1/purchase-orders", json=body), bodies))


def test_one_external_id_becomes_one_order(tenant: Tenant) -> None:
    body = order_body(tenant, make_vendor(tenant), external_id="E-1")
    answers = together(tenant, [body | {"total_amount": n} for n in range(AT_ONCE)])
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    listed = tenant.api().get("/v1/purchase-orders").json()
    assert listed["count"] == 1
    assert listed["purchase_orders"][0]["total_amount"] in range(AT_ONCE)


def test_one_number_becomes_one_order_and_the_others_are_told_which(tenant: Tenant) -> None:
    body = order_body(tenant, make_vendor(tenant))
    answers = together(tenant, [body | {"external_id": f"E-{n}"} for n in range(AT_ONCE)])
    (first,) = [answer.json()["id"] for answer in answers if answer.status_code == 201]
    refused = [answer for answer in answers if answer.status_code != 201]
    assert {(answer.status_code, error_of(answer)) for answer in refused} == {(409, "purchase_order_exists")}
    assert all(first in answer.json()["code"] for answer in refused)


def test_an_update_does_not_take_a_number_that_another_order_has(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    one, two = (order_body(tenant, vendor, external_id=id) for id in ("E-1", "E-2"))
    first, second = together(tenant, [one, two])
    moved = tenant.api().post("/v1/purchase-orders", json=two | {"po_number": one["po_number"]})
    assert (moved.status_code, error_of(moved)) == (409, "purchase_order_exists")
    assert first.json()["id"] in moved.json()["code"]
    assert (
        tenant.api().get(f"/v1/purchase-orders/{second.json()['id']}").json()["purchase_order"]["po_number"]
        == two["po_number"]
    )
