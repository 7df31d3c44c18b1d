"""Approval policies for tests, made through the public API, and what their chains show."""

from typing import Any

from harness.tenants import Tenant


def person(tenant: Tenant, name: str) -> dict[str, str]:
    """ada and bo see all of the account and may approve; di only Hafen; cy may not approve."""
    return {"email": f"{name}@{tenant.key}.example"}


def make_policy(tenant: Tenant, name: str, *people: str, **changes: Any) -> dict[str, Any]:
    """A policy of the account; `changes` are fields of the body."""
    answer = post_policy(tenant, name, *people, **changes)
    assert answer.status_code == 201, answer.text
    return answer.json()


def post_policy(tenant: Tenant, name: str, *people: str, user: str = "all", **changes: Any) -> Any:
    body = {"name": name, "approvers": [person(tenant, one) for one in people], **changes}
    return tenant.api(user).post("/v1/approval-policies", json=body)


def records_of(tenant: Tenant, invoice: dict[str, Any]) -> list[dict[str, Any]]:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}/approvers").json()["approvers"]


def chain_of(tenant: Tenant, invoice: dict[str, Any]) -> list[tuple[str | None, int, str, str]]:
    """(policy, stage, first name of who is asked, how it stands): waiting, later, superseded, approved, declined, error."""
    return [
        (
            record["policy"]["name"] if record["policy"] else None,
            record["stage"],
            record["approver"]["display_name"].split(" ")[0].lower(),
            standing(record),
        )
        for record in records_of(tenant, invoice)
    ]


def standing(record: dict[str, Any]) -> str:
    if record["status"] != "pending":
        return record["status"]
    if record["superseded"]:
        return "superseded"
    if not record["approver"]["id"]:
        return "error"
    return "waiting" if record["waiting"] else "later"


def approve_as(
    tenant: Tenant, invoice: dict[str, Any], name: str | None = None, user: str = "second", **body: Any
) -> Any:
    """The API user `second` approves, for a person where one is named."""
    if name:
        body["approver"] = person(tenant, name)
    return tenant.api(user).post(f"/v1/invoices/{invoice['id']}/approve", json=body)
