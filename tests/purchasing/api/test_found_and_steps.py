"""What people look orders and receipts up by, and what may be done with them."""

import pytest

from harness.api import fields_of
from harness.invoices import make_vendor
from harness.matching import billed
from harness.orders import make_order, order_of
from harness.receipts import make_receipt, receipt_of
from harness.tenants import Tenant


@pytest.mark.parametrize("words", ["4711-z", "Bäckerei", "SYS-77", " erp-9 ", "moulin"])
def test_orders_are_found_by_number_vendor_or_own_id(tenant: Tenant, words: str) -> None:
    vendor = make_vendor(tenant, erp_vendor_id="SYS-77", erp_vendor_name="Le Moulin")
    fields = {"po_number": "PO-4711-Z", "erp_vendor_name": "bäckerei Groß", "external_id": "erp-9"}
    order = make_order(tenant, vendor=vendor, **fields)
    make_order(tenant)
    found = tenant.api().get("/v1/purchase-orders", params={"search": words}).json()
    assert [each["id"] for each in found["purchase_orders"]] == [order["id"]]
    assert found["purchase_orders"][0]["ottimate_vendor_name"] == "Le Moulin"


@pytest.mark.parametrize("words", ["gr-x", "4711-z", "bäckerei", "SYS-78", "moulin"])
def test_receipts_are_found_by_their_number_and_by_their_order(tenant: Tenant, words: str) -> None:
    vendor = make_vendor(tenant, erp_vendor_id="SYS-78", erp_vendor_name="Le Moulin")
    order = make_order(tenant, vendor=vendor, po_number="PO-4711-Z", erp_vendor_name="Bäckerei Groß")
    receipt = make_receipt(tenant, order, receipt_number="GR-X1")
    make_receipt(tenant, make_order(tenant))
    found = tenant.api().get("/v1/receipts", params={"search": words}).json()
    assert [each["id"] for each in found["receipts"]] == [receipt["id"]]
    shown = found["receipts"][0]
    assert (shown["po_number"], shown["erp_vendor_id"]) == ("PO-4711-Z", "SYS-78")
    assert (shown["erp_vendor_name"], shown["ottimate_location_id"]) == ("Bäckerei Groß", tenant.location())
    assert shown["ottimate_vendor_name"] == "Le Moulin"


@pytest.mark.parametrize("path", ["purchase-orders", "receipts"])
def test_what_is_looked_for_has_a_length(shared_tenant: Tenant, path: str) -> None:
    answer = shared_tenant.api().get(f"/v1/{path}", params={"search": "x" * 201})
    assert (answer.status_code, fields_of(answer)) == (400, {"search": "too_long"})


def test_an_order_says_what_may_be_done_with_it(tenant: Tenant) -> None:
    order = make_order(tenant)
    assert order["steps"] == ["close", "archive", "delete"]
    tenant.api().post(f"/v1/purchase-orders/{order['id']}/archive")
    assert order_of(tenant, order)["steps"] == ["delete", "reopen"]


def test_an_order_in_use_is_not_to_be_deleted(tenant: Tenant) -> None:
    order = make_order(tenant)
    make_receipt(tenant, order)
    assert order_of(tenant, order)["steps"] == ["close", "archive"]


def test_a_receipt_says_what_may_be_done_with_it(tenant: Tenant) -> None:
    receipt = make_receipt(tenant, make_order(tenant))
    assert receipt["steps"] == ["archive", "delete"]
    tenant.api().post(f"/v1/receipts/{receipt['id']}/delete", json={"reason": "Twice"})
    assert receipt_of(tenant, receipt)["steps"] == ["reopen"]


def test_an_order_lists_the_invoices_that_bill_it(tenant: Tenant) -> None:
    order, other = make_order(tenant), make_order(tenant)
    invoice = billed(tenant, order, [{"name": "Flour", "sku": "FL-1", "quantity": 1, "price": 30}])
    found = tenant.api().get(f"/v1/purchase-orders/{order['id']}/invoices").json()
    assert (found["count"], [each["id"] for each in found["results"]]) == (1, [invoice["id"]])
    assert tenant.api().get(f"/v1/purchase-orders/{other['id']}/invoices").json()["count"] == 0


def test_invoices_of_an_order_that_is_not_seen_are_not_there(tenant: Tenant) -> None:
    order = make_order(tenant, ottimate_location_id=tenant.location("park"))
    assert tenant.api("main").get(f"/v1/purchase-orders/{order['id']}/invoices").status_code == 404
