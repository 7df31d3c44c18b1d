"""Catalog entries, prices and allowances for tests."""

from itertools import count
from typing import Any

import httpx2

from harness.api import Api
from harness.tenants import Tenant

_serial = count(1)


def entry_body(tenant: Tenant, vendor: dict[str, Any], /, **changes: Any) -> dict[str, Any]:
    """Six tomatoes a case for 24.99, with a name and a sku of their own."""
    number = next(_serial)
    return {
        "ottimate_company_id": tenant.company(),
        "erp_vendor_id": vendor["erp_vendor_id"],
        "item_name": f"Roma Tomatoes {number}",
        "sku": f"SKU-TOM-{number:03}",
        "size": "6 CT",
        "uom": "CASE",
        "price": 24.99,
        "prices": None,
        "allowances": None,
        **changes,
    }


def post_entry(tenant: Tenant, vendor: dict[str, Any], /, api: Api | None = None, **changes: Any) -> httpx2.Response:
    return (api or tenant.api()).post("/v1/catalog/entries", json=entry_body(tenant, vendor, **changes))


def make_entry(tenant: Tenant, vendor: dict[str, Any], /, **changes: Any) -> dict[str, Any]:
    answer = post_entry(tenant, vendor, **changes)
    assert answer.status_code == 201, answer.text
    return answer.json()


def post_price(
    tenant: Tenant, entry: dict[str, Any], price: Any, start: str, /, api: Api | None = None, **more: Any
) -> httpx2.Response:
    company = {"ottimate_company_id": entry["ottimate_company_id"], "catalog_entry_id": entry["id"]}
    body = {**company, "price": price, "start_date": start, **more}
    return (api or tenant.api()).post("/v1/catalog/prices", json=body)


def make_price(tenant: Tenant, entry: dict[str, Any], price: Any, start: str, /, **more: Any) -> dict[str, Any]:
    answer = post_price(tenant, entry, price, start, **more)
    assert answer.status_code == 201, answer.text
    return answer.json()


def post_allowance(
    tenant: Tenant, entry: dict[str, Any], amount: Any, start: str, /, api: Api | None = None, **more: Any
) -> httpx2.Response:
    company = {"ottimate_company_id": entry["ottimate_company_id"], "catalog_entry_id": entry["id"]}
    body = {**company, "amount": amount, "start_date": start, **more}
    return (api or tenant.api()).post("/v1/catalog/allowances", json=body)


def make_allowance(tenant: Tenant, entry: dict[str, Any], amount: Any, start: str, /, **more: Any) -> dict[str, Any]:
    answer = post_allowance(tenant, entry, amount, start, **more)
    assert answer.status_code == 201, answer.text
    return answer.json()


def group_id(tenant: Tenant) -> int:
    """Centre: Main Street of east and Hafen of west."""
    return tenant.api().get("/v1/location-groups").json()["results"][0]["id"]
