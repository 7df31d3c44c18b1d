"""Receipts in other units are counted again when a conversion is learned or forgotten."""

from typing import Any

from harness.catalog_items import eventually
from harness.invoices import make_vendor
from harness.matching import look_at_orders
from harness.orders import make_order
from harness.receipts import bill, line, make_receipt, receipt_of, received
from harness.tenants import Tenant
from harness.worker import working

ITEMS = [{"name": "Beans", "sku": "B-1", "quantity": 10, "price": 3, "uom": "CS"}]


def teach(tenant: Tenant, vendor: dict[str, Any], factor: int) -> str:
    """One case of beans is so many pieces."""
    body = {
        "ottimate_company_id": tenant.company(), "erp_vendor_id": vendor["erp_vendor_id"], "sku": "B-1",
        "from_unit": "CS", "to_unit": "EA", "factor": factor,
    }  # fmt: skip
    answer = tenant.api().post("/v1/unit-conversions", json=body)
    assert answer.status_code == 201, answer.text
    look_at_orders(tenant)
    return answer.json()["id"]


def forget(tenant: Tenant, conversion: str) -> None:
    assert tenant.api().delete(f"/v1/unit-conversions/{conversion}").status_code == 200
    look_at_orders(tenant)


def told(tenant: Tenant, receipt: dict[str, Any]) -> tuple[str, str | None]:
    found = receipt_of(tenant, receipt)
    return found["status"], found["problem"]


def test_a_receipt_counts_when_its_unit_is_learned_and_no_more_when_it_is_forgotten(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    order = make_order(tenant, vendor=vendor, items=ITEMS)
    receipt = make_receipt(tenant, order, [line(order["items"][0], 48, uom="EA")])
    assert told(tenant, receipt) == ("flagged", "unit_not_convertible")
    conversion = teach(tenant, vendor, 24)
    assert told(tenant, receipt) == ("open", None)
    assert received(tenant, order) == [2]
    forget(tenant, conversion)
    assert told(tenant, receipt) == ("flagged", "unit_not_convertible")
    assert received(tenant, order) == [0]


def test_a_conversion_that_was_wrong_takes_back_what_is_not_there(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    order = make_order(tenant, vendor=vendor, items=ITEMS)
    conversion = teach(tenant, vendor, 12)
    receipt = make_receipt(tenant, order, [line(order["items"][0], 48, uom="EA")])
    assert received(tenant, order) == [4]
    bill(tenant, order, receipt, 1)
    bill(tenant, order, receipt, 3)
    assert told(tenant, receipt) == ("closed", None)
    forget(tenant, conversion)
    teach(tenant, vendor, 24)
    assert received(tenant, order) == [2]
    item = receipt_of(tenant, receipt)["items"][0]
    assert item["quantity_counted"] == 2
    assert item["quantity_billed"] <= 2


def test_a_unit_that_is_corrected_on_the_order_counts_the_receipt(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    order = make_order(tenant, vendor=vendor, items=ITEMS)
    receipt = make_receipt(tenant, order, [line(order["items"][0], 4, uom="EA")])
    body = {"items": [{"id": order["items"][0]["id"], "uom": "EA"}]}
    answer = tenant.api().patch(f"/v1/purchase-orders/{order['id']}", json=body)
    assert answer.status_code == 200, answer.text
    assert received(tenant, order) == [4]
    assert told(tenant, receipt) == ("open", None)


def test_a_quantity_that_is_raised_on_the_order_clears_the_receipt(tenant: Tenant) -> None:
    order = make_order(tenant, items=ITEMS)
    receipt = make_receipt(tenant, order, [line(order["items"][0], 11)])
    assert told(tenant, receipt) == ("flagged", "received_more_than_ordered")
    body = {"items": [{"id": order["items"][0]["id"], "quantity": 11}]}
    assert tenant.api().patch(f"/v1/purchase-orders/{order['id']}", json=body).is_success
    assert told(tenant, receipt) == ("open", None)


def test_receipts_wait_no_longer_when_the_vendor_of_their_order_is_entered(tenant: Tenant) -> None:
    order = make_order(tenant, erp_vendor_id="LATE", items=ITEMS)
    receipt = make_receipt(tenant, order, [line(order["items"][0], 1)])
    assert told(tenant, receipt) == ("pending", None)
    with working(tenant.server):
        make_vendor(tenant, erp_vendor_id="LATE")
        eventually(lambda: told(tenant, receipt), ("open", None))
