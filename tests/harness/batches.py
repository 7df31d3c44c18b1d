"""Imports for tests, and waiting for their batches."""

import time
from itertools import count
from typing import Any

import httpx2

from harness.api import Api
from harness.tenants import Tenant

_serial = count(1)


def row(tenant: Tenant, vendor: dict[str, Any] | None = None, /, **changes: Any) -> dict[str, Any]:
    """An invoice over 110.00 as an import item, clean if it has a vendor."""
    number = next(_serial)
    return {
        "upload_id": f"up-{number}",
        "ottimate_location_id": tenant.location(),
        "erp_vendor_id": vendor["erp_vendor_id"] if vendor else None,
        "invoice_number": f"IMP-{number}",
        "invoice_date": "2026-11-02",
        "total_amount": 110.00,
        "total_tax": 10.00,
        "currency": "USD",
        "items": [{"name": "Flour", "quantity": 2, "price": 30.25}, {"name": "Sugar", "quantity": 4, "price": 9.875}],
        **changes,
    }


def send_import(tenant: Tenant, body: Any, api: Api | None = None, **options: Any) -> httpx2.Response:
    return (api or tenant.api()).post("/v1/invoices/import", json=body, **options)


def imported(tenant: Tenant, rows: list[dict[str, Any]], api: Api | None = None) -> str:
    """The id of an accepted batch."""
    answer = send_import(tenant, rows, api)
    assert answer.status_code == 202, answer.text
    return answer.json()["batch_id"]


def completed(tenant: Tenant, batch_id: str, api: Api | None = None, seconds: float = 120) -> dict[str, Any]:
    """The progress once the batch is completed."""
    deadline = time.monotonic() + seconds
    while True:
        answer = (api or tenant.api()).get(f"/v1/batch/{batch_id}/progress")
        assert answer.status_code == 200, answer.text
        if (progress := answer.json())["status"] == "completed":
            return progress
        assert time.monotonic() < deadline, f"not completed after {seconds} s: {progress}"
        time.sleep(0.05)


def results(tenant: Tenant, batch_id: str, api: Api | None = None) -> list[dict[str, Any]]:
    return (api or tenant.api()).get(f"/v1/batch/{batch_id}/results").json()["results"]


def ran(tenant: Tenant, rows: list[dict[str, Any]], api: Api | None = None) -> list[dict[str, Any]]:
    """Results of an import, when a worker runs."""
    batch_id = imported(tenant, rows, api)
    completed(tenant, batch_id, api)
    return results(tenant, batch_id, api)
