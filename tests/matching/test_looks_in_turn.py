"""However many invoices an order has, a change of it costs about one look at each, nobody waits for ever, and other accounts are
served in between."""

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import pytest

from harness.inside import inside
from harness.matching import billed, invoice_now, look_at_orders, match_of, reasons
from harness.orders import make_order
from harness.tenants import Tenant
from harness.worker import working
from payables.invoices.jobs.orders import LOOKS_IN_TURN, OrderLook
from payables.platform.db import Transaction
from payables.purchasing.events import ORDERS_CHANGED

pytestmark = pytest.mark.proof

GOODS = [{"name": "Flour", "sku": "FL-1", "quantity": 1000, "price": 30, "uom": "BG"}]
FLOUR = {"name": "Flour", "sku": "FL-1", "quantity": 1, "price": 30, "unit": "BG"}
MANY = 24


def make_goods(tenant: Tenant) -> dict[str, Any]:
    return make_order(tenant, items=GOODS, total_amount=30_000, is_2_way=True)


def change(tenant: Tenant, order: dict[str, Any], **fields: Any) -> None:
    answer = tenant.api().patch(f"/v1/purchase-orders/{order['id']}", json=fields or {"freight": 1})
    assert answer.status_code == 200, answer.text


def outcomes(tenant: Tenant, invoices: Sequence[dict[str, Any]]) -> set[str]:
    return {match_of(tenant, one)["outcome"] for one in invoices}


def waiting_jobs(*tenants: Tenant) -> list[tuple[int, dict[str, Any]]]:
    """Of the orders' lane, in the order in which a worker takes them."""
    mine = {str(tenant.account_id) for tenant in tenants}

    async def read(tx: Transaction) -> list[tuple[int, dict[str, Any]]]:
        rows = await tx.fetch(
            "SELECT id, payload FROM pgqueuer WHERE entrypoint = $1 AND execute_after <= now() ORDER BY id",
            ORDERS_CHANGED,
        )
        found = [(row["id"], json.loads(row["payload"])) for row in rows]
        return [(id, payload) for id, payload in found if payload["account_id"] in mine]

    return inside(tenants[0], read)


def run_next(*tenants: Tenant) -> bool:
    """As the lane does with one place: the job that has waited longest."""
    if not (found := waiting_jobs(*tenants)):
        return False
    id, payload = found[0]

    async def forget(tx: Transaction) -> None:
        await tx.execute("DELETE FROM pgqueuer WHERE id = $1", id)

    tenants[0].server.run(OrderLook(tenants[0].server.database).look_at_orders(payload))
    inside(tenants[0], forget)
    return True


def test_a_change_of_an_order_costs_one_look_at_each_invoice(
    new_tenant: Callable[..., Tenant], looks: list[UUID]
) -> None:
    """Also where an older one is held, before which the others go since they are approved."""
    tenant = new_tenant(approval_mode="none")
    order = make_goods(tenant)
    held = billed(tenant, order, [{**FLOUR, "price": 50}])
    invoices = [held, *(billed(tenant, order, [FLOUR]) for _ in range(MANY))]
    look_at_orders(tenant)
    looks.clear()
    change(tenant, order)
    jobs = look_at_orders(tenant)
    assert sorted(looks) == sorted(UUID(one["id"]) for one in invoices)
    assert looks[-1] == UUID(held["id"])
    assert jobs <= len(invoices) // LOOKS_IN_TURN + 3


def test_goods_that_many_give_back_are_looked_for_once(tenant: Tenant, looks: list[UUID]) -> None:
    order = make_goods(tenant)
    invoices = [billed(tenant, order, [FLOUR]) for _ in range(MANY)]
    look_at_orders(tenant)
    looks.clear()
    (line,) = order["items"]
    other = {"id": line["id"], "name": "Nails", "sku": "NA-9", "quantity": 1000, "price": 30, "uom": "BG"}
    change(tenant, order, items=[other])
    look_at_orders(tenant)
    assert outcomes(tenant, invoices) == {"not_ordered"}
    assert len(looks) <= 2 * MANY


def test_a_burst_of_one_account_delays_another_by_few_looks(
    tenant: Tenant, other_tenant: Tenant, looks: list[UUID]
) -> None:
    order, other = make_goods(tenant), make_goods(other_tenant)
    for _ in range(MANY):
        billed(tenant, order, [FLOUR])
    waiting = billed(other_tenant, other, [FLOUR])
    look_at_orders(tenant)
    look_at_orders(other_tenant)
    looks.clear()
    for _ in range(3):
        change(tenant, order)
    change(other_tenant, other)
    while UUID(waiting["id"]) not in looks:
        assert run_next(tenant, other_tenant)
    assert len(looks) <= LOOKS_IN_TURN + 1


def test_with_two_workers_nobody_waits_for_ever(tenant: Tenant) -> None:
    """Invoices that are entered while the order changes wait for those that go before."""
    order = make_goods(tenant)
    invoices = [billed(tenant, order, [FLOUR]) for _ in range(6)]
    look_at_orders(tenant)
    change(tenant, order)
    invoices += [billed(tenant, order, [FLOUR]) for _ in range(4)]
    assert outcomes(tenant, invoices[6:]) == {"order_changing"}
    with working(tenant.server), working(tenant.server):
        for _ in range(3):
            change(tenant, order, freight=2)
            invoices.append(billed(tenant, order, [FLOUR]))
            change(tenant, order, freight=3)
        deadline = time.monotonic() + 60
        while outcomes(tenant, invoices) != {"matched"}:
            assert time.monotonic() < deadline, [match_of(tenant, one)["outcome"] for one in invoices]
            time.sleep(0.2)
    assert not any(reasons(invoice_now(tenant, one)) for one in invoices)


def test_two_jobs_of_one_account_at_once_leave_nobody_behind(tenant: Tenant) -> None:
    order = make_goods(tenant)
    invoices = [billed(tenant, order, [FLOUR]) for _ in range(4)]
    look_at_orders(tenant)
    change(tenant, order)
    invoices += [billed(tenant, order, [FLOUR]) for _ in range(2)]
    desk, payload = OrderLook(tenant.server.database, per_job=2), {"account_id": str(tenant.account_id)}

    async def both() -> None:
        await asyncio.gather(*(desk.look_at_orders(payload) for _ in range(2)))

    tenant.server.run(both())
    look_at_orders(tenant)
    assert outcomes(tenant, invoices) == {"matched"}


def test_who_waits_for_one_that_is_archived_goes_on(tenant: Tenant) -> None:
    order = make_goods(tenant)
    first = billed(tenant, order, [FLOUR])
    look_at_orders(tenant)
    change(tenant, order)
    second = billed(tenant, order, [FLOUR])
    assert reasons(second) == ["order_changing"]
    assert tenant.api().post(f"/v1/invoices/{first['id']}/archive", json={}).status_code == 200
    look_at_orders(tenant)
    assert reasons(invoice_now(tenant, second)) == []
