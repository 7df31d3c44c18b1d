"""Settings and tolerances of matching, as tests send them."""

from typing import Any

from harness.tenants import Tenant


def set_orders_needed(tenant: Tenant, needed: str, company: str = "east") -> None:
    """never, when_named or always."""
    answer = tenant.api().patch(
        "/v1/matching/settings",
        params={"ottimate_company_id": tenant.company(company)},
        json={"orders_needed": needed},
    )
    assert answer.status_code == 200, answer.text


def make_tolerance(tenant: Tenant, *, company: str = "east", **fields: Any) -> dict[str, Any]:
    body = {"ottimate_company_id": tenant.company(company), **fields}
    answer = tenant.api().post("/v1/matching/tolerances", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()
