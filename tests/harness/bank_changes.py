"""Bank details of vendors that change, through the public API."""

from datetime import timedelta
from typing import Any

import httpx2

from harness.approvals import email, user_id
from harness.invoices import make_vendor
from harness.tenants import Tenant
from harness.trail import trail
from payables.access.model import ROLES
from payables.platform.caller import Caller, Scope
from payables.vendors.jobs import BankHoldClock

OLD = "DE89370400440532013000"
NEW = "GB29NWBK60161331926819"
THIRD = "FR1420041010050500013M02606"


def person(tenant: Tenant, name: str, role: str = "Accounting - Full") -> Caller:
    """As sign-in makes one."""
    permissions = ROLES[role]
    return Caller(tenant.account_id, user_id(tenant, name), "person", Scope(), permissions, frozenset(), "single")


def banked_vendor(tenant: Tenant, **changes: Any) -> dict[str, Any]:
    """A vendor whose account is OLD."""
    return make_vendor(tenant, iban=OLD, **changes)


def patch_vendor(tenant: Tenant, vendor: dict[str, Any], user: str = "all", **body: Any) -> httpx2.Response:
    return tenant.api(user).patch(f"/v1/vendors/{vendor['id']}", json=body)


def asked(tenant: Tenant, vendor: dict[str, Any], iban: str | None = NEW, user: str = "all") -> str:
    """The id of the bank change that a PATCH has opened."""
    answer = patch_vendor(tenant, vendor, user, iban=iban)
    assert answer.status_code == 200, answer.text
    return answer.json()["vendor"]["pending_bank_change"]["id"]


def confirm(
    tenant: Tenant, change: str, person: str | None = "bo", user: str = "second", **body: Any
) -> httpx2.Response:
    """In the name of a person of the tenant: ada, bo, cy or di."""
    named = {"confirmer": {"email": email(tenant, person)}} if person else {}
    return tenant.api(user).post(f"/v1/bank-changes/{change}/confirm", json={**named, **body})


def decline(tenant: Tenant, change: str, user: str = "second", reason: str = "Not theirs.") -> httpx2.Response:
    return tenant.api(user).post(f"/v1/bank-changes/{change}/decline", json={"reason": reason})


def withdraw(tenant: Tenant, change: str, user: str = "all") -> httpx2.Response:
    return tenant.api(user).post(f"/v1/bank-changes/{change}/withdraw")


def read_vendor(tenant: Tenant, vendor: dict[str, Any]) -> dict[str, Any]:
    return tenant.api().get(f"/v1/vendors/{vendor['id']}").json()["vendor"]


def statuses(tenant: Tenant, vendor: dict[str, Any]) -> list[str]:
    """Of its bank changes, asked last first."""
    return [one["status"] for one in tenant.api().get(f"/v1/vendors/{vendor['id']}/bank-changes").json()["results"]]


def of_vendor(tenant: Tenant, vendor: dict[str, Any]) -> list[dict[str, Any]]:
    """Its entries in the trail, oldest first."""
    return [entry for entry in trail(tenant, "vendor") if entry["subject_id"] == str(vendor["id"])]


def pass_hours(tenant: Tenant, hours: float) -> None:
    """And what a worker does every minute; tokens of before are over by then."""
    tenant.server.clock.offset += timedelta(hours=hours)
    tenant.server.clock.journeys += 1
    tenant.server.run(BankHoldClock(tenant.server.database).tick())
