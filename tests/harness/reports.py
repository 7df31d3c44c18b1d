"""Reports for tests, asked through the public API."""

import csv
from datetime import timedelta
from io import StringIO
from typing import Any

from harness.tenants import Tenant


def report(tenant: Tenant, name: str, user: str = "all", **params: Any) -> dict[str, Any]:
    """A report of the tenant's company east."""
    answer = tenant.api(user).get(f"/v1/reports/{name}", params={"ottimate_company_id": tenant.company(), **params})
    assert answer.status_code == 200, answer.text
    return answer.json()


def table(tenant: Tenant, name: str, **params: Any) -> list[dict[str, str]]:
    """Its rows as CSV."""
    asked = {"ottimate_company_id": tenant.company(), "format": "csv", **params}
    answer = tenant.api().get(f"/v1/reports/{name}", params=asked)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(answer.text.removeprefix("\ufeff"))))


def behind(tenant: Tenant, **params: Any) -> set[str]:
    """Ids of the invoices behind a figure."""
    asked = {"ottimate_company_id": tenant.company(), "limit": 100, **params}
    answer = tenant.api().get("/v1/invoices", params=asked)
    assert answer.status_code == 200, answer.text
    return {one["id"] for one in answer.json()["results"]}


def later(tenant: Tenant, **by: float) -> None:
    """So much time goes by; tokens end meanwhile, and everybody signs in again."""
    tenant.server.clock.offset += timedelta(**by)
    tenant._clients.clear()


def exported(tenant: Tenant, invoice: dict[str, Any]) -> dict[str, Any]:
    """The ERP has it."""
    body = {"invoices": [{"invoice_id": invoice["invoice_id"], "export_transaction_id": f"T-{invoice['invoice_id']}"}]}
    answer = tenant.api().post("/v1/invoices/mark-exported", json=body)
    assert answer.json()["updated"] == [invoice["invoice_id"]], answer.text
    return invoice
