"""Somebody closes, archives, deletes or reopens an order."""

from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.inside import inside
from harness.invoices import make_vendor
from harness.orders import make_order, order_body, order_of
from harness.tenants import Tenant
from harness.trail import trail
from payables.platform.db import Transaction
from payables.purchasing.actions.settle_orders import settle_orders


def step(tenant: Tenant, order: dict[str, Any], name: str, reason: str | None = "Over.") -> Any:
    return tenant.api().post(f"/v1/purchase-orders/{order['id']}/{name}", json={"reason": reason} if reason else {})


async def count(tx: Transaction, order: str, **counters: int) -> None:
    """As receipts and invoices would, for all lines."""
    for name, value in counters.items():
        sql = f"UPDATE purchase_order_items SET {name} = $3 WHERE account_id = $1 AND purchase_order = $2"
        await tx.execute(sql, tx.account_id, order, value)
    await settle_orders(tx, [order])  # type: ignore[list-item]


LINE = [{"name": "Flour", "quantity": 2, "price": 30}]


def test_an_order_is_closed_short_with_a_reason(tenant: Tenant) -> None:
    order = make_order(tenant)
    closed = step(tenant, order, "close", "The vendor cannot deliver.")
    assert closed.status_code == 200
    assert closed.json()["purchase_order"]["status"] == "closed"
    assert closed.json()["purchase_order"]["put_away_reason"] == "The vendor cannot deliver."
    assert closed.headers["ETag"] == tenant.api().get(f"/v1/purchase-orders/{order['id']}").headers["ETag"]
    entry = trail(tenant, "purchase_order")[-1]
    assert (entry["action"], entry["message"]) == ("purchase_order.closed", "The vendor cannot deliver.")
    again = step(tenant, order, "close")
    assert (again.status_code, error_of(again)) == (409, "illegal_transition")


@pytest.mark.parametrize("reason", [None, "  ", "\u200b"])
def test_closing_takes_a_reason(tenant: Tenant, reason: str | None) -> None:
    order = make_order(tenant)
    assert fields_of(step(tenant, order, "close", reason)) == {"reason": "required"}
    assert order_of(tenant, order)["status"] == "open"


def test_a_decision_stands_whatever_the_erp_sends(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    body = order_body(tenant, vendor, external_id="E-1")
    order = tenant.api().post("/v1/purchase-orders", json=body).json()
    step(tenant, order, "archive")
    sent = tenant.api().post("/v1/purchase-orders", json=body | {"total_amount": 55}).json()
    assert (sent["id"], sent["status"], sent["total_amount"]) == (order["id"], "archived", 55)
    assert step(tenant, order, "reopen").json()["purchase_order"]["status"] == "open"
    assert order_of(tenant, order)["put_away_reason"] is None


def test_a_deleted_order_gives_its_number_free(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    order = make_order(tenant, vendor=vendor, po_number="PO-1")
    assert step(tenant, order, "delete").json()["purchase_order"]["status"] == "deleted"
    other = make_order(tenant, vendor=vendor, po_number="PO-1")
    taken = step(tenant, order, "reopen")
    assert (taken.status_code, error_of(taken)) == (409, "purchase_order_exists")
    assert other["id"] in taken.json()["code"]
    assert order_of(tenant, order)["status"] == "deleted"
    step(tenant, other, "delete")
    assert step(tenant, order, "reopen").json()["purchase_order"]["status"] == "open"


@pytest.mark.parametrize("counter", ["received", "billed"])
def test_what_is_in_use_cannot_be_deleted_or_moved(tenant: Tenant, counter: str) -> None:
    body = order_body(tenant, make_vendor(tenant), external_id="E-1", items=LINE)
    order = tenant.api().post("/v1/purchase-orders", json=body).json()
    inside(tenant, count, order["id"], **{counter: 1})
    refused = step(tenant, order, "delete")
    assert (refused.status_code, error_of(refused)) == (409, "order_in_use")
    moved = tenant.api().post("/v1/purchase-orders", json=body | {"ottimate_location_id": tenant.location("park")})
    assert (moved.status_code, error_of(moved)) == (409, "order_in_use")
    assert order_of(tenant, order)["ottimate_location_id"] == tenant.location()


def test_the_status_follows_what_is_received_and_billed(tenant: Tenant) -> None:
    order = make_order(tenant, items=LINE)
    for counters, status in (
        ({"received": 1}, "open"),
        ({"received": 2}, "received"),
        ({"billed": 1}, "received"),
        ({"billed": 2}, "closed"),
        ({"billed": 0}, "received"),
        ({"received": 0}, "open"),
    ):
        inside(tenant, count, order["id"], **counters)
        assert order_of(tenant, order)["status"] == status
    assert step(tenant, order, "reopen").status_code == 409, "there is nothing to reopen"
    inside(tenant, count, order["id"], received=2)
    assert tenant.api().patch(f"/v1/purchase-orders/{order['id']}", json={"is_2_way": True}).json()["status"] == "open"


def test_an_order_billed_in_full_is_not_closed_again_but_archived(tenant: Tenant) -> None:
    order = make_order(tenant, items=LINE)
    inside(tenant, count, order["id"], billed=2)
    assert step(tenant, order, "close").status_code == 409
    assert step(tenant, order, "archive").json()["purchase_order"]["status"] == "archived"
    assert step(tenant, order, "reopen").json()["purchase_order"]["status"] == "closed"


def test_settling_takes_two_statements_however_many_orders(tenant: Tenant) -> None:
    orders = [make_order(tenant, items=LINE)["id"] for _ in range(4)]

    async def settled(tx: Transaction) -> int:
        sql = "UPDATE purchase_order_items SET received = 2 WHERE account_id = $1"
        await tx.execute(sql, tx.account_id)
        logged: list[Any] = []
        with tx.connection.query_logger(logged.append):
            await settle_orders(tx, orders)
        return len(logged)

    assert inside(tenant, settled) <= 2
    assert {order_of(tenant, order)["status"] for order in orders} == {"received"}
