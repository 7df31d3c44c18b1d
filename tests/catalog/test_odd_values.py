"""Whatever is sent is taken or refused, and never an error of ours (the client fails on any 5xx)."""

from typing import Any

import pytest

from harness.catalog_entries import entry_body, make_allowance, make_entry
from harness.tenants import Tenant

Vendor = dict[str, Any]

ODD: list[Any] = [
    None, True, 0, -1, 1e19, 10**29, 1.5, "", " ", "NaN", "1e5", "٣", "x" * 70_000, "\u202e", "'; --", [], [[]], [None], {},
    {"a": {"b": []}}, [{"a": 1, "b": 2}], "2026-13-01", "9999-12-31", "2200-12-31T23:59:59-14:00", 2**31, "cte_", "cte_-1",
]  # fmt: skip
PRICE = (
    "price",
    "unit_price",
    "price_type",
    "ottimate_location_id",
    "ottimate_group_id",
    "start_date",
    "end_date",
    "data",
)
ALLOWANCE = ("amount", "unit_allowance", "target", "ottimate_location_id", "start_date", "end_date", "allowance_type")


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:20])
def test_an_odd_value_is_taken_or_refused(tenant: Tenant, vendor: Vendor, odd: Any) -> None:
    api, entry = tenant.api(), make_entry(tenant, vendor)
    allowance = make_allowance(tenant, entry, 1, "2026-01-01")
    company = {"ottimate_company_id": tenant.company(), "catalog_entry_id": entry["id"]}
    calls: list[tuple[str, str, Any]] = []
    whole = entry_body(tenant, vendor)
    for name in (*whole, "dimensions", "properties", "catalog_unique_key", "reference_id", "upc", "is_split_case"):
        calls.append(("POST", "entries", {**whole, name: odd}))
        calls.append(("PATCH", f"entries/{entry['id']}", {name: odd}))
    for name in (*PRICE, "reference_id", "catalog_entry_id"):
        calls.append(("POST", "prices", {**company, "price": 1, "start_date": "2026-01-01", name: odd}))
        calls.append(("POST", "entries", {**whole, "prices": [{"price": 1, name: odd}]}))
    for name in (*ALLOWANCE, "reference_id"):
        calls.append(("POST", "allowances", {**company, "amount": 1, "start_date": "2027-01-01", name: odd}))
        calls.append(("PATCH", f"allowances/{allowance['id']}", {name: odd}))
    calls += [("POST", f"{what}/bulk", odd) for what in ("entries", "prices", "allowances")]
    calls += [("POST", "prices/bulk", {"ottimate_company_id": odd, "prices": [odd, {"reference_id": odd}]})]
    for method, path, body in calls:
        answer = api.request(method, f"/v1/catalog/{path}", json=body)
        assert answer.status_code in (200, 201, 202, 400, 403, 404, 409), f"{method} {path}: {answer.text[:200]}"
    text = str(odd)
    for name in ("search", "sku", "price", "unit_price", "expand", "limit", "buying_format", "erp_vendor_id"):
        where = {"ottimate_company_id": tenant.company(), name: text[:2_000]}
        assert api.get("/v1/catalog/entries", params=where).status_code in (200, 400)
    for name in ("catalog_entry_id", "ottimate_location_id", "effective_date", "price_type"):
        where = {"ottimate_company_id": tenant.company(), name: text[:2_000]}
        assert api.get("/v1/catalog/prices", params=where).status_code in (200, 400, 404)
