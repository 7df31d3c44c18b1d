"""Receipts by the hundred: taken in at once, entered in the background."""

from decimal import Decimal
from typing import Any

import httpx2
import pytest

from harness.api import fields_of
from harness.batches import completed, results
from harness.orders import make_order
from harness.receipts import line, receipt_body, receipt_of, receipts_body, received
from harness.tenants import Tenant
from harness.worker import working


def send(tenant: Tenant, receipts: list[dict[str, Any]], path: str = "bulk", **changes: Any) -> httpx2.Response:
    return tenant.api().post(f"/v1/receipts/{path}", json=receipts_body(tenant, receipts, **changes))


@pytest.mark.parametrize("path", ["bulk", "bulk-upsert", "bulk/", "bulk-upsert/"])
def test_a_bulk_is_entered_in_the_background(tenant: Tenant, path: str) -> None:
    order, other = make_order(tenant), make_order(tenant)
    rows = [receipt_body(order, external_id="A"), receipt_body(other, [line(item, 0.5) for item in other["items"]])]
    answer = send(tenant, rows, path)
    assert answer.status_code == 202, answer.text
    assert set(answer.json()) == {"version", "status", "batch_id", "batch_url", "results_url", "summary"}
    assert answer.json()["status"] == "processing"
    assert answer.json()["summary"] == {"count": 2, "total_items": 3}
    with working(tenant.server):
        assert completed(tenant, answer.json()["batch_id"])["tasks_completed"] == 2
    first, second = results(tenant, answer.json()["batch_id"])
    assert first["reference"] == "A"
    assert first["result"]["items_count"] == 1
    assert receipt_of(tenant, first["result"]["id"])["receipt_number"] == rows[0]["receipt_number"]
    assert received(tenant, order) == [1, 0]
    assert received(tenant, other) == [Decimal("0.5"), Decimal("0.5")]
    assert second["message"] is None


def test_a_row_that_fails_leaves_the_others(tenant: Tenant) -> None:
    order = make_order(tenant)
    west = make_order(tenant, ottimate_location_id=tenant.location("hafen"))
    rows = [receipt_body(west), receipt_body(order), receipt_body(order, [{"sku": "none", "quantity": 1}])]
    answer = send(tenant, rows)
    assert answer.status_code == 202, answer.text
    with working(tenant.server):
        progress = completed(tenant, answer.json()["batch_id"])
    assert (progress["tasks_completed"], progress["tasks_failed"]) == (1, 2)
    foreign, good, bad = results(tenant, answer.json()["batch_id"])
    assert "no such order" in foreign["message"]
    assert good["message"] is None
    assert "no such line" in bad["message"]
    assert received(tenant, west) == [0, 0]
    assert received(tenant, order) == [1, 0]


def test_a_bulk_sent_twice_enters_nothing_twice(tenant: Tenant) -> None:
    order = make_order(tenant)
    rows = [receipt_body(order, external_id=f"R-{n}") for n in range(3)]
    batches = [send(tenant, rows).json()["batch_id"] for _ in range(2)]
    with working(tenant.server):
        for batch in batches:
            assert completed(tenant, batch)["tasks_failed"] == 0
    ids = [{one["result"]["id"] for one in results(tenant, batch)} for batch in batches]
    assert ids[0] == ids[1]
    assert received(tenant, order) == [3, 0]


def test_an_external_id_twice_in_one_bulk_is_refused_and_nothing_is_stored(tenant: Tenant) -> None:
    order = make_order(tenant)
    rows = [receipt_body(order, external_id=id) for id in ("A", "B", "A")]
    answer = send(tenant, rows)
    assert answer.status_code == 400
    assert fields_of(answer) == {"receipts[2].external_id": "duplicate_in_request"}
    assert tenant.api().get("/v1/batch").json()["count"] == 0


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (lambda order: [], {"receipts": "required"}),
        (lambda order: [receipt_body(order)] * 101, {"receipts": "too_many_rows"}),
        (lambda order: [receipt_body(order, [line(order["items"][0])] * 501)] * 2, {"receipts": "too_many_lines"}),
        (lambda order: [receipt_body(order, date="2026-13-01")], {"receipts[0].date": "impossible_date"}),
        (lambda order: [receipt_body(order, total_amount=0.001)], {"receipts[0].total_amount": "too_many_decimals"}),
        (lambda order: [7], {"receipts[0]": "invalid"}),
        (lambda order: [{**receipt_body(order), "ottimate_po_id": None}], {"receipts[0].ottimate_po_id": "required"}),
        (
            lambda order: [receipt_body(order, [line(order["items"][0], -1)])],
            {"receipts[0].items[0].quantity": "negative_quantity"},
        ),
    ],
)
def test_a_bulk_that_cannot_be_is_refused_whole(shared_tenant: Tenant, rows: Any, fault: dict[str, str]) -> None:
    answer = send(shared_tenant, rows(make_order(shared_tenant)))
    assert answer.status_code == 400
    assert fields_of(answer) == fault


def test_a_bulk_needs_its_company(tenant: Tenant) -> None:
    answer = send(tenant, [receipt_body(make_order(tenant))], ottimate_company_id=None)
    assert fields_of(answer) == {"ottimate_company_id": "required"}
    answer = send(tenant, [receipt_body(make_order(tenant))], ottimate_company_id=99999999)
    assert answer.status_code == 404


def test_a_thousand_lines_are_entered_and_counted(tenant: Tenant) -> None:
    items = [{"name": f"Item {n}", "external_id": f"L{n}", "quantity": 2, "price": 1} for n in range(100)]
    order = make_order(tenant, items=items)
    lines = [{"po_external_item_id": f"L{n}", "quantity": 1} for n in range(100)]
    answer = send(tenant, [receipt_body(order, lines, external_id=f"R{n}") for n in range(10)])
    assert answer.status_code == 202, answer.text
    with working(tenant.server):
        assert completed(tenant, answer.json()["batch_id"])["tasks_failed"] == 0
    assert set(received(tenant, order)) == {10}
