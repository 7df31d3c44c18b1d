"""How many statements a request takes, that none of them is per line, and how many each further row of a bulk request takes."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

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


def statements(tenant: Tenant, call: Callable[[], Any]) -> int:
    """Begin and commit, sign-in and the history among them; and that the company has no orders, kept so that the first finds
    the invoice."""
    return len(statements_of(tenant.server, call))


def test_of_entering(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    bare = [{"name": f"Line {n}", "quantity": 1, "price": 20} for n in range(5)]

    def enter(items: list[dict[str, Any]]) -> None:
        assert coded.api().post("/v1/invoices", json=invoice_body(coded, vendor, items=items)).status_code == 201

    enter(bare)  # a process reserves its numbers in blocks
    assert statements(coded, lambda: enter(bare)) <= 18
    assert statements(coded, lambda: enter(lines(5))) <= 22


@pytest.mark.parametrize(
    ("change", "most"),
    [
        ({"invoice_number": "CH-1"}, 17),
        ({"total_amount": 111.00, "items": [{"price": 21}]}, 18),
        ({"notes": "Called the vendor."}, 10),
    ],
    ids=["number", "total-and-line", "notes"],
)
def test_of_changing(coded: Tenant, change: dict[str, Any], most: int) -> None:
    bare = [{"name": f"Line {n}", "quantity": 1, "price": 20} for n in range(5)]
    invoice = make_invoice(coded, items=bare)
    named = [{"id": invoice["items"][0]["id"], **line} for line in change.get("items", [])]
    body = {**change, **({"items": named} if named else {})}

    def patch() -> None:
        assert coded.api().patch(f"/v1/invoices/{invoice['id']}", json=body).status_code == 200

    assert statements(coded, patch) <= most


def test_of_approving(coded: Tenant) -> None:
    invoice = make_invoice(coded)
    coded.api("second").get(f"/v1/invoices/{invoice['id']}")  # takes its token

    def approve() -> None:
        assert coded.api("second").post(f"/v1/invoices/{invoice['id']}/approve", json={}).status_code == 200

    assert statements(coded, approve) <= 22


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


def per_row(tenant: Tenant, call: Callable[[int], Any]) -> float:
    """Statements that each row beyond the first costs. Rows differ in whatever rows may differ in."""
    call(1)
    one, many = (statements(tenant, lambda n=n: call(n)) for n in (1, 11))
    return (many - one) / 10


def unlike(tenant: Tenant, count: int) -> list[dict[str, Any]]:
    """Invoices that share neither vendor nor lines."""
    return [
        make_invoice(tenant, items=[{"name": f"Item {uuid4()}", "quantity": 1, "price": 100}]) for _ in range(count)
    ]


def test_of_coding_lines_of_many(coded: Tenant) -> None:
    fresh = iter(unlike(coded, 13))

    def code(count: int) -> None:
        ids = [next(fresh)["id"] for _ in range(count)]
        body = {"invoice_ids": ids, "all_uncoded": True, "dimensions": {"DEPARTMENT": "D-1"}}
        assert len(coded.api().post("/v1/invoices/lines/code", json=body).json()["updated"]) == count

    assert per_row(coded, code) <= 8


def move(tenant: Tenant, to: str, invoices: list[dict[str, Any]]) -> None:
    named = [{"invoice_id": invoice["id"]} for invoice in invoices]
    answer = tenant.api().post(f"/v1/invoices/{to}", json={"invoices": named, "reason": "Put away."})
    assert len(answer.json()["updated"]) == len(invoices), answer.text


def test_of_archiving_and_restoring_many(coded: Tenant) -> None:
    fresh = unlike(coded, 13)
    assert per_row(coded, lambda n: move(coded, "archive", [fresh.pop() for _ in range(n)])) == 0
    put_away = unlike(coded, 13)
    move(coded, "archive", put_away)
    assert per_row(coded, lambda n: move(coded, "restore", [put_away.pop() for _ in range(n)])) <= 6


def test_of_archiving_many_that_each_keep_another_back(coded: Tenant) -> None:
    first = unlike(coded, 13)
    for invoice in first:
        vendor = {"erp_vendor_id": invoice["erp_vendor_id"]}
        assert make_invoice(coded, vendor=vendor, invoice_number=invoice["number"])["status"] == "needs-attention"
    assert per_row(coded, lambda n: move(coded, "archive", [first.pop() for _ in range(n)])) <= 3


def test_of_importing_many(coded: Tenant) -> None:
    head = "Location ID,Vendor ID,Invoice No,Date,Total,Item,Quantity,Price,ACCOUNT\n"
    make_dimension(coded, "account", "A-1")

    def send(count: int) -> None:
        vendors = [make_vendor(coded)["erp_vendor_id"] for _ in range(count)]
        lines = [f"{coded.location()},{v},I-{v},2026-11-02,10.00,Item {v},1,10.00,A-1\n" for v in vendors]
        files = {"file": ("rows.csv", (head + "".join(lines)).encode(), "text/csv")}
        data = {"kind": "invoices", "ottimate_company_id": str(coded.company())}
        seen = statements_of(coded.server, lambda: sent.append(coded.api().post("/v1/imports", files=files, data=data)))
        assert sent[-1].json()["created"] == count, sent[-1].text
        counts.append(len(seen))

    sent: list[Any] = []
    counts: list[int] = []
    for count in (1, 1, 11):
        send(count)
    assert (counts[2] - counts[1]) / 10 <= 9
