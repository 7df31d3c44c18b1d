"""Mapping rules, settings and coded invoices for tests, through the public API."""

from typing import Any

from harness.api import Api
from harness.invoices import make_invoice
from harness.tenants import Tenant


def make_rule(tenant: Tenant, dimensions: dict[str, str], api: Api | None = None, **conditions: Any) -> dict[str, Any]:
    """A mapping rule of the company east, unless `company` names another."""
    company = tenant.company(conditions.pop("company", "east"))
    body = {"ottimate_company_id": company, "dimensions": dimensions, **conditions}
    answer = (api or tenant.api()).post("/v1/mapping-rules", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def settle(tenant: Tenant, company: str = "east", **changes: Any) -> dict[str, Any]:
    """Coding settings of a company."""
    where = {"ottimate_company_id": tenant.company(company)}
    answer = tenant.api().patch("/v1/coding-settings", params=where, json=changes)
    assert answer.status_code == 200, answer.text
    return answer.json()


def entered(tenant: Tenant, *names: str, **changes: Any) -> dict[str, Any]:
    """An invoice with a line of 10.00 for each name; a dict is a line with more to it."""
    lines = [{"quantity": 1, "price": 10.00, **(name if isinstance(name, dict) else {"name": name})} for name in names]
    sums = {"total_amount": 10.00 * len(lines), "total_tax": 0}
    return make_invoice(tenant, **{**sums, "items": lines, **changes})


def codes(coded: dict[str, Any]) -> dict[str, str]:
    """Type -> erp_dimension_id of an invoice or a line."""
    return {type_: found["erp_dimension_id"] for type_, found in coded["dimensions"].items()}


def sources(coded: dict[str, Any]) -> dict[str, str]:
    """Type -> where it came from."""
    return {type_: found["source"] for type_, found in coded["coding"].items()}


def patched(tenant: Tenant, invoice: dict[str, Any], api: Api | None = None, **changes: Any) -> dict[str, Any]:
    answer = (api or tenant.api()).patch(f"/v1/invoices/{invoice['id']}", json=changes)
    assert answer.status_code == 200, answer.text
    return answer.json()
