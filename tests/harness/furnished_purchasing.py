"""What orders, prices and vendors' credits show on their pages, with every text one of given words."""

from collections.abc import Callable, Iterator
from typing import Any

from harness.catalog_entries import entry_body
from harness.invoices import invoice_body
from harness.orders import order_body
from harness.receipts import receipt_body
from harness.tenants import Tenant

Offer = Callable[..., Any]


def furnish_purchasing(tenant: Tenant, vendor: dict[str, Any], words: Iterator[str], offer: Offer) -> None:
    """An order with receipt and a dear invoice whose difference is claimed, an order that was closed, an entry that was
    billed too high, its batch, tolerances and conversions."""
    _claimed(tenant, vendor, words, offer)
    _varied(tenant, vendor, words, offer)
    _put_away(tenant, vendor, words, offer)
    company = {"ottimate_company_id": tenant.company()}
    offer("/v1/matching/tolerances", {**company, "ottimate_vendor_id": vendor["id"], "price_percent": 2})
    offer("/v1/matching/tolerances", {**company, "quantity_amount": 1})
    units = {"from_unit": next(words)[:40], "to_unit": "EA", "factor": 12}
    offer("/v1/unit-conversions", {**company, "ottimate_vendor_id": vendor["id"], "sku": next(words)[:60], **units})
    named = {"item_name": next(words), "from_unit": "CS", "to_unit": "EA", "factor": 6}
    offer("/v1/unit-conversions", {**company, "ottimate_vendor_id": vendor["id"], **named})


def _claimed(tenant: Tenant, vendor: dict[str, Any], words: Iterator[str], offer: Offer) -> None:
    line = {"name": next(words), "sku": "FL-77", "quantity": 2, "price": 30, "uom": "BG"}
    wanted = order_body(tenant, vendor, items=[line], erp_vendor_name=next(words), total_amount=60)
    order = offer("/v1/purchase-orders", wanted)
    if not order:
        return
    came = [{"ottimate_po_item_id": order["items"][0]["id"], "quantity": 2}]
    offer("/v1/receipts", receipt_body(order, came, note=next(words)))
    for reason in (True, False):
        bill = {"items": [{"name": next(words), "sku": "FL-77", "quantity": 1, "price": 33}], "total_amount": 33}
        body = invoice_body(tenant, vendor, purchase_order=order["po_number"], total_tax=0, **bill)
        invoice = offer("/v1/invoices", body)
        if invoice and reason:
            offer("/v1/claims", {"invoice_id": invoice["id"], "reason": next(words)}, user="second")
    memo = {"items": [{"name": next(words), "quantity": 1, "price": 3}], "total_amount": 3, "type": "credit_memo"}
    offer("/v1/invoices", invoice_body(tenant, vendor, total_tax=0, **memo))


def _varied(tenant: Tenant, vendor: dict[str, Any], words: Iterator[str], offer: Offer) -> None:
    own = {
        "item_name": next(words),
        "original_description": next(words),
        "sku": "TOM-77",
        "reference_id": next(words)[:60],
    }
    entry = offer("/v1/catalog/entries", entry_body(tenant, vendor, **own))
    if not entry:
        return
    at = {"ottimate_company_id": tenant.company(), "catalog_entry_id": entry["id"], "start_date": "2026-01-01"}
    offer("/v1/catalog/prices", {**at, "price": 23.5, "end_date": "2026-12-31"})
    offer("/v1/catalog/allowances", {**at, "amount": 1})
    bill = {"items": [{"name": own["item_name"], "sku": "TOM-77", "quantity": 1, "price": 27}], "total_amount": 27}
    offer("/v1/invoices", invoice_body(tenant, vendor, total_tax=0, **bill))
    told = {"zone": next(words)[:60], "description": next(words), "batch_number": next(words)[:60]}
    offer("/v1/catalog/variance-batches", {"ottimate_company_id": tenant.company(), **told})


def _put_away(tenant: Tenant, vendor: dict[str, Any], words: Iterator[str], offer: Offer) -> None:
    order = offer("/v1/purchase-orders", order_body(tenant, vendor))
    if order:
        offer(f"/v1/purchase-orders/{order['id']}/close", {"reason": next(words)})
