"""Invoices for tests, entered through the public API."""

from itertools import count
from typing import Any

from harness.api import Api
from harness.tenants import Tenant

_serial = count(1)


def make_vendor(tenant: Tenant, company: str = "east", **changes: Any) -> dict[str, Any]:
    """A vendor of the company."""
    number = next(_serial)
    body = {
        "ottimate_company_id": tenant.company(company),
        "erp_vendor_name": f"Vendor {number}",
        "erp_vendor_id": f"V-{number}",
        "net_terms": "Net 30",
        **changes,
    }
    answer = tenant.api().post("/v1/vendors", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()["vendor"]


def invoice_body(tenant: Tenant, vendor: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A clean invoice over 110.00 with two lines and 10.00 tax."""
    return {
        "ottimate_company_id": tenant.company(),
        "ottimate_location_id": tenant.location(),
        "erp_vendor_id": vendor["erp_vendor_id"],
        "invoice_number": _number(),
        "invoice_date": "2026-11-02",
        "total_amount": 110.00,
        "total_tax": 10.00,
        "currency": "USD",
        "items": [
            {"name": "Flour", "quantity": 2, "price": 30.00},
            {"name": "Sugar", "quantity": 4, "price": 10.00},
        ],
        **changes,
    }


def _number() -> str:
    """Two in a row must not look like one number with two digits swapped: that would be a possible duplicate."""
    serial = next(_serial)
    return f"INV-{serial}-{serial * 7919 % 10007:05d}"


def make_invoice(tenant: Tenant, api: Api | None = None, **changes: Any) -> dict[str, Any]:
    """A clean invoice, entered by the API user `all` unless another client is given."""
    vendor = changes.pop("vendor", None) or make_vendor(tenant)
    answer = (api or tenant.api()).post("/v1/invoices", json=invoice_body(tenant, vendor, **changes))
    assert answer.status_code == 201, answer.text
    return answer.json()


def status_of(tenant: Tenant, invoice: dict[str, Any]) -> str:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}").json()["status"]
