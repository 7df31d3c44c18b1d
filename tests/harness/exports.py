"""Export jobs for tests, made and moved through the public API."""

from typing import Any

import httpx2

from harness.api import Api
from harness.invoices import make_invoice, make_vendor
from harness.tenants import Tenant


def ready_invoice(tenant: Tenant, **changes: Any) -> dict[str, Any]:
    """An approved invoice of a vendor that the ERP knows."""
    invoice = make_invoice(tenant, **changes)
    if invoice["status"] == "pending-approval":
        answer = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
        assert answer.status_code == 200, answer.text
    return invoice


def ready_invoices(tenant: Tenant, count: int, **changes: Any) -> list[dict[str, Any]]:
    vendor = changes.pop("vendor", None) or make_vendor(tenant)
    return [ready_invoice(tenant, vendor=vendor, **changes) for _ in range(count)]


def coded(tenant: Tenant, name: str = "Food") -> dict[str, str]:
    """Coding with a new GL account."""
    body = {"ottimate_company_id": tenant.company(), "erp_type": "Account", "ottimate_type": "account", "name": name}
    ids = {"code": f"C-{name}", "reference_id": f"R-{name}", "erp_dimension_id": f"E-{name}"}
    answer = tenant.api().post("/v1/dimensions", json=body | ids)
    assert answer.status_code == 201, answer.text
    return {"ACCOUNT": f"E-{name}"}


def try_export(tenant: Tenant, api: Api | None = None, **body: Any) -> httpx2.Response:
    return (api or tenant.api()).post("/v1/exports", json={"ottimate_company_id": tenant.company(), **body})


def export(tenant: Tenant, api: Api | None = None, **body: Any) -> dict[str, Any]:
    """A new job; with `invoices` those, else all that is ready."""
    answer = try_export(tenant, api, **body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def job_of(tenant: Tenant, job: dict[str, Any]) -> dict[str, Any]:
    return tenant.api().get(f"/v1/exports/{job['id']}").json()


def download(tenant: Tenant, job: dict[str, Any]) -> bytes:
    answer = tenant.api().get(f"/v1/exports/{job['id']}/file")
    assert answer.status_code == 200, answer.text
    return answer.content


def sent_export(tenant: Tenant, **body: Any) -> dict[str, Any]:
    """A job whose file was downloaded."""
    job = export(tenant, **body)
    download(tenant, job)
    return job


def step(tenant: Tenant, job: dict[str, Any], name: str, /, **body: Any) -> httpx2.Response:
    """POST /v1/exports/{id}/{name}"""
    return tenant.api().post(f"/v1/exports/{job['id']}/{name}", json=body)


def invoice_of(tenant: Tenant, invoice: dict[str, Any]) -> dict[str, Any]:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}").json()


def stuck(tenant: Tenant, **query: Any) -> dict[int, str]:
    """invoice_id -> why"""
    found = tenant.api().get("/v1/exports/stuck", params=query).json()["results"]
    return {one["invoice_id"]: one["code"] for one in found}
