"""What invoices pay for of receipts: statuses follow, and nothing stays billed that did not come."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from harness.api import error_of, fields_of
from harness.inside import inside
from harness.orders import make_order, order_of
from harness.receipts import bill, line, make_receipt, receipt_of, received, send_receipt
from harness.tenants import Tenant
from harness.trail import trail
from payables.platform.db import Transaction

LEDGER = """
SELECT receipt_item, quantity FROM match_allocations WHERE account_id = $1 AND purchase_order = $2 ORDER BY created_at, id
"""
COUNTERS = """
SELECT ri.counted, ri.billed, (SELECT coalesce(sum(a.quantity), 0) FROM match_allocations a
                                WHERE a.account_id = ri.account_id AND a.receipt_item = ri.id) AS allocated
  FROM receipt_items ri JOIN receipts r ON r.account_id = ri.account_id AND r.id = ri.receipt
 WHERE ri.account_id = $1 AND r.purchase_order = $2
"""
TOLD = "SELECT told FROM orders_told WHERE account_id = $1 AND purchase_order = $2 AND changed"


async def ledger(tx: Transaction, order: str) -> list[tuple[bool, Decimal]]:
    """Allocations in their order: is it of a receipt, and how much."""
    rows = await tx.fetch(LEDGER, tx.account_id, UUID(order))
    return [(row["receipt_item"] is not None, row["quantity"]) for row in rows]


async def counters(tx: Transaction, order: str) -> list[Any]:
    return await tx.fetch(COUNTERS, tx.account_id, UUID(order))


async def told(tx: Transaction, order: str) -> UUID:
    """Another one each time that something of the order is told."""
    return await tx.fetchval(TOLD, tx.account_id, UUID(order))


def billed(tenant: Tenant, receipt: dict[str, Any]) -> list[float]:
    return [item["quantity_billed"] for item in receipt_of(tenant, receipt)["items"]]


def test_a_receipt_is_closed_when_all_of_it_is_billed(tenant: Tenant) -> None:
    order = make_order(tenant)
    receipt = make_receipt(tenant, order, [line(order["items"][1], 3)])
    bill(tenant, order, receipt, 2)
    assert receipt_of(tenant, receipt)["status"] == "open"
    bill(tenant, order, receipt, 1)
    assert receipt_of(tenant, receipt)["status"] == "closed"
    assert billed(tenant, receipt) == [3]


def test_a_quantity_below_what_is_billed_takes_the_newest_allocations_from_the_receipt(tenant: Tenant) -> None:
    order = make_order(tenant)
    receipt = make_receipt(tenant, order, [line(order["items"][1], 4)])
    for quantity in (1, 1, 2):
        bill(tenant, order, receipt, quantity)
    body = {"items": [{"id": receipt["items"][0]["id"], "quantity": 3}]}
    assert tenant.api().patch(f"/v1/receipts/{receipt['id']}", json=body).json()["status"] == "open"
    assert inside(tenant, ledger, order["id"]) == [(True, 1), (True, 1), (False, 2)]
    assert billed(tenant, receipt) == [2]
    assert order_of(tenant, order)["items"][1]["quantity_billed"] == 4
    assert received(tenant, order) == [0, 3]


@pytest.mark.parametrize("step", ["archive", "delete"])
def test_a_receipt_that_is_put_away_takes_back_what_it_brought(tenant: Tenant, step: str) -> None:
    order = make_order(tenant)
    receipt = make_receipt(tenant, order, [line(order["items"][1], 4)])
    bill(tenant, order, receipt, 4)
    answer = tenant.api().post(f"/v1/receipts/{receipt['id']}/{step}", json={"reason": "Wrong dock."})
    assert answer.status_code == 200, answer.text
    assert answer.json()["receipt"]["status"] == f"{step.rstrip('e')}ed"
    assert answer.json()["receipt"]["put_away_reason"] == "Wrong dock."
    assert received(tenant, order) == [0, 0]
    assert inside(tenant, ledger, order["id"]) == [(False, 4)]
    assert billed(tenant, receipt) == [0]
    again = tenant.api().post(f"/v1/receipts/{receipt['id']}/reopen")
    assert again.json()["receipt"]["status"] == "open"
    assert again.json()["receipt"]["put_away_reason"] is None
    assert received(tenant, order) == [0, 4]
    actions = [entry["action"] for entry in trail(tenant, "receipt") if entry["action"] != "receipt.status_changed"]
    assert actions == ["receipt.entered", f"receipt.{step.rstrip('e')}ed", "receipt.reopened"]


def test_steps_that_cannot_be_taken_are_refused(tenant: Tenant) -> None:
    order = make_order(tenant)
    receipt = make_receipt(tenant, order)
    path = f"/v1/receipts/{receipt['id']}"
    reopened = tenant.api().post(f"{path}/reopen")
    assert (reopened.status_code, error_of(reopened)) == (409, "illegal_transition")
    assert fields_of(tenant.api().post(f"{path}/delete", json={"reason": " "})) == {"reason": "required"}
    assert fields_of(tenant.api().post(f"{path}/delete", json={"reason": "x", "why": "y"})) == {"why": "unknown_field"}
    assert tenant.api().post(f"{path}/delete", json={"reason": "x"}).is_success
    for step in ("archive", "delete"):
        refused = tenant.api().post(f"{path}/{step}", json={"reason": "x"})
        assert (refused.status_code, error_of(refused)) == (409, "illegal_transition")


def test_a_deleted_receipt_gives_its_number_free_and_cannot_take_it_back(tenant: Tenant) -> None:
    order = make_order(tenant)
    first = make_receipt(tenant, order, receipt_number="GR-5")
    assert tenant.api().post(f"/v1/receipts/{first['id']}/delete", json={"reason": "Twice."}).is_success
    second = make_receipt(tenant, order, receipt_number="gr 5")
    refused = tenant.api().post(f"/v1/receipts/{first['id']}/reopen")
    assert (refused.status_code, error_of(refused)) == (409, "receipt_exists")
    assert second["id"] in refused.json()["code"]
    assert received(tenant, order) == [1, 0]


def test_what_the_erp_sends_of_a_deleted_receipt_does_not_bring_it_back(tenant: Tenant) -> None:
    order = make_order(tenant)
    first = make_receipt(tenant, order, external_id="E", receipt_number="GR-5")
    assert tenant.api().post(f"/v1/receipts/{first['id']}/delete", json={"reason": "Twice."}).is_success
    again = send_receipt(tenant, order, [line(order["items"][0], 2)], external_id="E", receipt_number="GR-5")
    assert (again.status_code, again.json()["id"], again.json()["status"]) == (201, first["id"], "deleted")
    assert received(tenant, order) == [0, 0]


def test_a_receipt_of_an_order_that_is_gone_stays_away(tenant: Tenant) -> None:
    order = make_order(tenant)
    receipt = make_receipt(tenant, order)
    assert tenant.api().post(f"/v1/receipts/{receipt['id']}/delete", json={"reason": "x"}).is_success
    assert tenant.api().post(f"/v1/purchase-orders/{order['id']}/archive").is_success
    refused = tenant.api().post(f"/v1/receipts/{receipt['id']}/reopen")
    assert (refused.status_code, error_of(refused)) == (409, "order_put_away")


def test_every_change_is_told_to_whoever_matches(tenant: Tenant) -> None:
    order = make_order(tenant)
    receipt = make_receipt(tenant, order)
    path = f"/v1/receipts/{receipt['id']}"
    steps = [
        lambda: tenant.api().patch(path, json={"items": [{"id": receipt["items"][0]["id"], "quantity": 2}]}),
        lambda: tenant.api().post(f"{path}/archive", json={"reason": "x"}),
        lambda: tenant.api().post(f"{path}/reopen"),
    ]
    seen = [inside(tenant, told, order["id"])]
    for step in steps:
        assert step().is_success
        seen.append(inside(tenant, told, order["id"]))
    assert len(set(seen)) == 4
    assert tenant.api().patch(path, json={"note": None}).is_success
    assert inside(tenant, told, order["id"]) == seen[-1]


def test_counters_are_what_the_ledger_says(tenant: Tenant) -> None:
    order = make_order(tenant)
    one = make_receipt(tenant, order, [line(order["items"][1], 3), line(order["items"][0], 2)])
    bill(tenant, order, one, 2)
    bill(tenant, order, one, 1, at=1)
    ids = [item["id"] for item in one["items"]]
    body = {"items": [{"id": ids[0], "quantity": 1}, {"id": ids[1], "quantity": 0}]}
    assert tenant.api().patch(f"/v1/receipts/{one['id']}", json=body).is_success
    for row in inside(tenant, counters, order["id"]):
        assert row["billed"] == row["allocated"] <= row["counted"]
