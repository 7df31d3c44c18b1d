"""The requests that are measured."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

import msgspec

from benchmarks.load import AMOUNT, SERIAL, TOTAL
from payables.app.provision import Credentials

ORG = """
accounts:
  - name: Reads
    key: reads
    plan: {name: Bench, requests_per_second: 1000000, burst: 1000000, daily_quota: null}
    features: [instant_capture, purchase_orders, catalog_match, approvals]
    approval_mode: single
    companies:
      - {key: reads-inc, name: Reads Inc, currency: USD, locations: [{key: reads-main, name: Main Street}]}
    api_users:
      - {name: erp, scope: account, role: Administrator - Full, clients: [{name: main}]}
  - name: Writes
    key: writes
    plan: {name: Bench, requests_per_second: 1000000, burst: 1000000, daily_quota: null}
    features: [instant_capture, purchase_orders, catalog_match, approvals]
    approval_mode: single
    companies:
      - {key: writes-inc, name: Writes Inc, currency: USD, locations: [{key: writes-main, name: Main Street}]}
    api_users:
      - {name: erp, scope: account, role: Administrator - Full, clients: [{name: main}]}
"""

VENDOR = {
    "erp_vendor_name": "Harvest Lane Produce",
    "email": "orders@harvest-lane.example",
    "phone": "+1-555-123-4567",
    "net_terms": "Net 30",
    "payment_method": "check",
    "address_line_1": "12 Orchard Road",
    "city": "Houston",
    "state": "TX",
    "zipcode": "77077",
}


@dataclass(frozen=True)
class Account:
    """An account of ORG, with a client that is signed in."""

    credentials: Credentials
    headers: dict[str, str]
    company_id: int
    location_id: int
    vendor_id: int


@dataclass(frozen=True)
class Case:
    """One kind of request. SERIAL in the body or a header differs from request to request."""

    name: str
    method: str
    path: str
    account: Account
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def request(self, path: str | None = None) -> bytes:
        """As it goes over the wire; `path` for the same request to somebody else."""
        lines = [f"{self.method} {path or self.path} HTTP/1.1", "Host: 127.0.0.1"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        lines += [f"Content-Length: {len(self.body)}"] if self.method != "GET" else []
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + self.body


def all_cases(reads: Account, writes: Account) -> list[Case]:
    """In the order of the report."""
    return [
        _token(reads),
        Case("list 20 vendors", "GET", "/v1/vendors?limit=20", reads, reads.headers),
        _json("create vendor", "/v1/vendors", writes, {"ottimate_company_id": writes.company_id, **_vendor("")}),
        _json("bulk 100 vendors", "/v1/vendors/bulk", writes, bulk_vendors(writes.company_id, 100)),
        _json("create invoice, 5 lines", "/v1/invoices", writes, invoice(writes)),
        Case("list 20 invoices", "GET", "/v1/invoices?limit=20", reads, reads.headers),
    ]


def bulk_vendors(company_id: int, count: int) -> dict[str, object]:
    return {"ottimate_company_id": company_id, "vendors": [_vendor(f"-{n}") for n in range(count)]}


def invoice(account: Account) -> dict[str, object]:
    """A total of its own, as other invoices of a vendor have."""
    lines = [{"name": f"Produce {n}", "sku": f"SKU-{n}", "quantity": n, "price": 12.5} for n in range(1, 5)]
    lines.append({"name": "Produce 5", "sku": "SKU-5", "quantity": 1, "price": _mark(AMOUNT)})
    return {
        "ottimate_company_id": account.company_id,
        "ottimate_location_id": account.location_id,
        "ottimate_vendor_id": account.vendor_id,
        "invoice_number": SERIAL.decode(),
        "invoice_date": "2026-11-02",
        "currency": "USD",
        "total_amount": _mark(TOTAL),
        "items": lines,
    }


def _mark(of: bytes) -> str:
    """As it becomes a JSON string with its quotes, which are replaced with it."""
    return of.decode().strip('"')


def _vendor(suffix: str) -> dict[str, object]:
    return {"erp_vendor_id": SERIAL.decode() + suffix, **VENDOR}


def _token(account: Account) -> Case:
    form = {
        "grant_type": "client_credentials",
        "client_id": account.credentials.client_id,
        "client_secret": account.credentials.client_secret,
    }
    headers = {
        "X-API-Key": account.headers["X-API-Key"],
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return Case("token", "POST", "/v1/oauth/token", account, headers, urlencode(form).encode())


def _json(name: str, path: str, account: Account, body: dict[str, object]) -> Case:
    headers = {**account.headers, "Content-Type": "application/json"}
    return Case(name, "POST", path, account, headers, msgspec.json.encode(body))
