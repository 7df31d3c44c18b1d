"""Invoices that are there before the company's first order: found by it, and by every later one, as any other invoice."""

from typing import Any

import pytest

from harness.api import error_of
from harness.invoices import make_invoice, make_vendor
from harness.matching import billed, invoice_now, look_at_orders, match_of, reasons
from harness.orders import make_order
from harness.tenants import Tenant

GOODS = [{"name": "Flour", "sku": "FL-1", "quantity": 10, "price": 30, "uom": "BG"}]
DEAR = [{"name": "Flour", "sku": "FL-1", "quantity": 10, "price": 90, "unit": "BG"}]


def first_order(tenant: Tenant, vendor: dict[str, Any], number: str = "FIRST1") -> None:
    make_order(tenant, vendor=vendor, po_number=number, items=GOODS, total_amount=300, is_2_way=True)


def of(vendor: dict[str, Any], number: str | None) -> dict[str, Any]:
    return {"erp_vendor_id": vendor["erp_vendor_id"], "po_number": number}


def test_an_invoice_that_names_the_first_order_is_held_by_it(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice = billed(tenant, of(vendor, "FIRST1"), DEAR)
    assert (reasons(invoice), match_of(tenant, invoice)["outcome"]) == ([], "no_order")
    first_order(tenant, vendor)
    refused = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve", json={})
    assert error_of(refused) == "match_pending"
    look_at_orders(tenant)
    assert reasons(invoice_now(tenant, invoice)) == ["price_variance"]


def test_a_number_that_was_put_in_before_the_first_order_is_found_as_well(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice = billed(tenant, of(vendor, None), DEAR)
    changed = tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"purchase_order": "Order FIRST1"})
    assert changed.status_code == 200
    first_order(tenant, vendor)
    assert error_of(tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve", json={})) == "match_pending"


def test_an_invoice_without_a_number_has_the_first_order_as_its_candidate(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice = billed(tenant, of(vendor, None), [{**line, "price": 30} for line in DEAR])
    first_order(tenant, vendor)
    look_at_orders(tenant)
    assert [one["po_number"] for one in match_of(tenant, invoice)["candidates"]] == ["FIRST1"]


@pytest.mark.parametrize("fields", [{}, {"purchase_order": "OTHER-9"}], ids=["no number", "another number"])
def test_an_invoice_of_another_vendor_goes_on(tenant: Tenant, fields: dict[str, Any]) -> None:
    invoice = make_invoice(tenant, **fields)
    first_order(tenant, make_vendor(tenant))
    look_at_orders(tenant)
    assert tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve", json={}).status_code == 200
