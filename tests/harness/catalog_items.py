"""Lines that are matched with the catalog, for tests."""

import time
from collections.abc import Callable
from typing import Any

import httpx2

from harness.api import Api
from harness.invoices import make_invoice
from harness.tenants import Tenant

TOMATOES: dict[str, Any] = {"item_name": "Roma Tomatoes", "sku": "TOM-1", "upc": "634987654321", "unit_price": 4.17}


def line(name: str = "ROMA TOMATOES", price: float = 27.50, quantity: float = 2, **more: Any) -> dict[str, Any]:
    return {"name": name, "price": price, "quantity": quantity, **more}


def billed(tenant: Tenant, vendor: dict[str, Any], *lines: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """An invoice with these lines, tomatoes a little too dear if none is given, that closes."""
    items = list(lines) or [line()]
    total = round(sum(one["price"] * one["quantity"] for one in items), 2)
    return make_invoice(tenant, vendor=vendor, items=items, total_amount=total, total_tax=0, **changes)


def exported(tenant: Tenant, invoice: dict[str, Any]) -> dict[str, Any]:
    """The invoice, approved and marked as exported."""
    if read(tenant, invoice)["status"] == "pending-approval":
        assert tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve").status_code == 200
    answer = tenant.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": invoice["id"]}]})
    assert answer.json()["updated"] == [invoice["invoice_id"]], answer.text
    return invoice


def read(tenant: Tenant, invoice: dict[str, Any]) -> dict[str, Any]:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}").json()


def marks(tenant: Tenant, invoice: dict[str, Any]) -> tuple[bool, bool]:
    """has_price_variance and has_unmatched_items."""
    found = read(tenant, invoice)
    return found["has_price_variance"], found["has_unmatched_items"]


def items(tenant: Tenant, invoice: dict[str, Any], api: Api | None = None) -> list[dict[str, Any]]:
    answer = (api or tenant.api()).get(f"/v1/invoices/{invoice['id']}/catalog-items")
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]


def item(tenant: Tenant, invoice: dict[str, Any]) -> dict[str, Any]:
    """The only one."""
    (found,) = items(tenant, invoice)
    return found


def decide(
    tenant: Tenant,
    invoice: dict[str, Any],
    word: str,
    body: dict[str, Any] | None = None,
    at: int = 0,
    user: str = "all",
) -> httpx2.Response:
    path = f"/v1/invoices/{invoice['id']}/catalog-items/{invoice['items'][at]['id']}/{word}"
    return tenant.api(user).post(path, json=body or {})


def decided(tenant: Tenant, invoice: dict[str, Any], word: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """The first line after it."""
    answer = decide(tenant, invoice, word, body)
    assert answer.status_code == 200, answer.text
    return answer.json()["results"][0]


def variances(tenant: Tenant, api: Api | None = None, **query: Any) -> list[dict[str, Any]]:
    params = {"ottimate_company_id": tenant.company(), **query}
    answer = (api or tenant.api()).get("/v1/catalog/variances", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]


def eventually(ask: Callable[[], Any], wanted: Any, seconds: float = 120) -> None:
    """A worker does it meanwhile."""
    deadline = time.monotonic() + seconds
    while (found := ask()) != wanted:
        assert time.monotonic() < deadline, f"still {found} after {seconds} s"
        time.sleep(0.05)
