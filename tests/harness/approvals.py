"""People of a tenant's account, and what they do about approvals, through the public API."""

from typing import Any

from harness.inside import inside
from harness.tenants import Tenant
from payables.access import queries as access


def email(tenant: Tenant, name: str) -> str:
    """ada (Administrator - Full, everywhere), bo (Accounting - Full, everywhere), cy (may not approve, main), di
    (Accounting - Full, hafen)."""
    return f"{name}@{tenant.key}.example"


def user_id(tenant: Tenant, name: str) -> int:
    """A person's id, looked at from inside: no endpoint lists people."""
    address = email(tenant, name)
    return inside(tenant, access.users_by_email, [address])[address].id


def stand_in(tenant: Tenant, person: str, for_person: str, api: str = "all", **body: Any) -> Any:
    """`person` shall decide for `for_person`; the answer."""
    wanted = {"user": {"email": email(tenant, for_person)}, "stand_in": {"email": email(tenant, person)}, **body}
    return tenant.api(api).post("/v1/stand-ins", json=wanted)


def ask(tenant: Tenant, invoice: dict[str, Any], *names: str) -> None:
    body = {"approvers": [{"email": email(tenant, name)} for name in names]}
    answer = tenant.api().post(f"/v1/invoices/{invoice['id']}/approvers", json=body)
    assert answer.status_code == 200, answer.text


def approve_as(tenant: Tenant, invoice: dict[str, Any], name: str, api: str = "second", **body: Any) -> Any:
    """An API user acts for a person; the answer."""
    wanted = {"approver": {"email": email(tenant, name)}, **body}
    return tenant.api(api).post(f"/v1/invoices/{invoice['id']}/approve", json=wanted)


def decline_as(
    tenant: Tenant, invoice: dict[str, Any], name: str, reason: str = "Not ours.", api: str = "second"
) -> Any:
    wanted = {"approver": {"email": email(tenant, name)}, "reason": reason}
    return tenant.api(api).post(f"/v1/invoices/{invoice['id']}/decline", json=wanted)


def approvers_of(tenant: Tenant, invoice: dict[str, Any]) -> list[dict[str, Any]]:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}/approvers").json()["approvers"]


def notices_of(tenant: Tenant, name: str, api: str = "all", **query: Any) -> list[dict[str, Any]]:
    """What a person was told, newest first."""
    params = {"user_id": user_id(tenant, name), "limit": 100, **query}
    answer = tenant.api(api).get("/v1/notices", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]
