"""No endpoint runs a statement per row or per line."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.dimensions import make_dimension
from harness.invoices import invoice_body, make_invoice, make_vendor
from harness.statements import statements_of
from harness.tenants import Tenant


def lines(count: int) -> list[dict[str, Any]]:
    return [
        {"name": f"Line {n}", "quantity": 1, "price": n + 1, "dimensions": {"DEPARTMENT": f"D-{n % 3}"}}
        for n in range(count)
    ]


@pytest.fixture(scope="module")
def coded(shared_tenant: Tenant) -> Tenant:
    for n in range(3):
        make_dimension(shared_tenant, "department", f"D-{n}")
    return shared_tenant


def same_count(tenant: Tenant, call: Callable[[int], Any]) -> None:
    """The first call is not counted: a process reserves its numbers in blocks."""
    call(1)
    one, many = (len(statements_of(tenant.server, lambda n=n: call(n))) for n in (1, 40))
    assert 0 < many <= one


def test_of_a_list(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    first, *_ = [make_invoice(coded, vendor=vendor, items=lines(4))["created_at"][:10] for _ in range(5)]
    params = {"ottimate_vendor_id": vendor["id"], "expand": "items", "date_from": first}

    def listed(limit: int) -> None:
        answer = coded.api().get("/v1/invoices", params={**params, "limit": limit})
        assert len(answer.json()["results"]) == min(limit, 5)

    same_count(coded, listed)


def test_of_entering_with_lines(coded: Tenant) -> None:
    vendor = make_vendor(coded)

    def enter(count: int) -> None:
        body = invoice_body(coded, vendor, items=lines(count))
        assert coded.api().post("/v1/invoices", json=body).status_code == 201

    same_count(coded, enter)


def test_of_changing_and_adding_lines(coded: Tenant) -> None:
    invoice = make_invoice(coded, items=lines(40))
    path = f"/v1/invoices/{invoice['id']}"
    prices = iter(range(1000, 9000))

    def change(count: int) -> None:
        changed = [{"id": line["id"], "price": next(prices)} for line in invoice["items"][:count]]
        added = coded.api().patch(path, json={"items": [*changed, *lines(count)]})
        assert added.json()["items_processing_result"]["status"] == "success"

    same_count(coded, change)


def test_of_reading_one(coded: Tenant) -> None:
    invoices = {n: make_invoice(coded, items=lines(n)) for n in (1, 40)}
    expand = {"expand": "history,extraction"}
    same_count(coded, lambda n: coded.api().get(f"/v1/invoices/{invoices[n]['id']}", params=expand))
