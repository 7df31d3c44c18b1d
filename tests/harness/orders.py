"""Purchase orders for tests, entered through the public API."""

from itertools import count
from typing import Any

from harness.api import Api
from harness.invoices import make_vendor
from harness.tenants import Tenant

_serial = count(1)


def order_body(tenant: Tenant, vendor: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """An order of two lines over 100.00; without a vendor, of one that is not there."""
    number = next(_serial)
    return {
        "ottimate_location_id": tenant.location(),
        "po_number": f"PO-{number:05d}",
        "erp_vendor_id": vendor["erp_vendor_id"] if vendor else f"LATER-{number}",
        "date": "2026-11-02",
        "total_amount": 100,
        "items": [
            {"external_id": "L1", "name": "Flour", "sku": "FL-1", "quantity": 2, "price": 30, "uom": "BG"},
            {"external_id": "L2", "name": "Sugar", "sku": "SU-1", "quantity": 4, "price": 10, "uom": "BG"},
        ],
        **changes,
    }


def make_order(tenant: Tenant, api: Api | None = None, **changes: Any) -> dict[str, Any]:
    """An order, open since its vendor is there."""
    vendor = changes.pop("vendor", None) or make_vendor(tenant)
    answer = (api or tenant.api()).post("/v1/purchase-orders", json=order_body(tenant, vendor, **changes))
    assert answer.status_code == 201, answer.text
    return answer.json()


def order_of(tenant: Tenant, order: dict[str, Any] | str) -> dict[str, Any]:
    """The order as it is now."""
    id = order if isinstance(order, str) else order["id"]
    return tenant.api().get(f"/v1/purchase-orders/{id}").json()["purchase_order"]


def bulk_body(tenant: Tenant, orders: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """Orders of a bulk name no location."""
    rows = [{name: value for name, value in order.items() if name != "ottimate_location_id"} for order in orders]
    where = {"ottimate_company_id": tenant.company(), "ottimate_location_id": tenant.location()}
    return {**where, "purchase_orders": rows, **changes}
