"""Dimensions for tests, created through the public API."""

from typing import Any

from harness.tenants import Tenant


def make_dimension(tenant: Tenant, type_: str, erp_id: str, company: str = "east") -> dict[str, Any]:
    """A dimension named Kitchen, with the same text as ERP id, code and reference."""
    body = {
        "ottimate_company_id": tenant.company(company),
        "erp_type": type_.title(),
        "ottimate_type": type_,
        "name": "Kitchen",
        "code": erp_id,
        "reference_id": erp_id,
        "erp_dimension_id": erp_id,
    }
    answer = tenant.api().post("/v1/dimensions", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()["dimension"]
