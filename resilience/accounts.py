"""Accounts for the harnesses, and clients signed in to them."""

from dataclasses import dataclass

import httpx2
from benchmarks.deployment import signed_in

from payables.app.provision import Credentials
from payables.kit.ids import racc

ORG = """
accounts:
{accounts}"""

ACCOUNT = """
  - name: {name}
    key: {key}
    plan: {{name: Test, requests_per_second: 1000000, burst: 1000000, daily_quota: null}}
    features: [instant_capture, purchase_orders, catalog_match, approvals]
    approval_mode: single
    companies:
      - {{key: {key}-inc, name: {name} Inc, currency: EUR, locations: [{{key: {key}-main, name: {name} Main}}]}}
    people:
      - {{email: ada@{key}.example, first_name: {name}, last_name: Marsh, role: Administrator - Full, locations: all}}
    api_users:
      - {{name: erp, scope: account, role: Administrator - Full, clients: [{{name: main}}]}}
      - {{name: other, scope: account, role: Administrator - Full, clients: [{{name: main}}]}}
"""


def org(*names: str) -> str:
    """An org file with these accounts; the key of one is its name in lower case."""
    return ORG.format(accounts="".join(ACCOUNT.format(name=name, key=name.lower()) for name in names))


@dataclass(frozen=True)
class Account:
    """An account with one company and one location."""

    name: str
    credentials: Credentials
    headers: dict[str, str]
    racc: str
    company_id: int
    location_id: int


def open_account(base_url: str, name: str, credentials: Credentials) -> Account:
    headers = signed_in(base_url, credentials)
    id = racc(credentials.account_id)
    with httpx2.Client(base_url=f"{base_url}/v1/accounts/{id}", headers=headers, trust_env=False) as api:
        company = api.get("/companies").raise_for_status().json()["results"][0]["id"]
        location = api.get("/locations").raise_for_status().json()["results"][0]["id"]
    return Account(name, credentials, headers, id, company, location)


def invoice_body(account: Account, vendor_id: int, number: str) -> dict[str, object]:
    return {
        "ottimate_company_id": account.company_id,
        "ottimate_location_id": account.location_id,
        "ottimate_vendor_id": vendor_id,
        "invoice_number": number,
        "invoice_date": "2026-11-02",
        "currency": "EUR",
        "total_amount": 60,
        "items": [{"name": f"{account.name} Flour", "quantity": 2, "price": 30}],
    }


def create_vendor(api: httpx2.Client, account: Account, erp_vendor_id: str) -> int:
    name = f"{account.name} {erp_vendor_id}"
    body = {"ottimate_company_id": account.company_id, "erp_vendor_id": erp_vendor_id, "erp_vendor_name": name}
    return api.post("/v1/vendors", json=body).raise_for_status().json()["id"]
