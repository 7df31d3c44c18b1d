"""Second looks for orders: so many in a job, one that fails keeps no other back, new orders of a vendor are one look."""

import json
from typing import Any
from uuid import UUID

import pytest

from harness.inside import inside
from harness.invoices import make_invoice, make_vendor
from harness.matching import billed, invoice_now, look_at_orders, reasons
from harness.orders import make_order
from harness.tenants import Tenant
from payables.invoices.actions.look_later import LOOK_AGAIN
from payables.invoices.jobs.orders import OrderLook
from payables.invoices.jobs.second_looks import SecondLook
from payables.platform.db import Transaction
from payables.purchasing.events import ORDERS_CHANGED

GOODS = [{"name": "Roma tomatoes", "sku": "T1", "quantity": 10, "price": 12.5, "uom": "CS"}]
LINE = {"name": "Roma tomatoes", "sku": "T1", "quantity": 1, "price": 13.5, "unit": "CS"}


def jobs(tenant: Tenant, name: str) -> list[dict[str, Any]]:
    async def read(tx: Transaction) -> list[dict[str, Any]]:
        rows = await tx.fetch("SELECT payload FROM pgqueuer WHERE entrypoint = $1 ORDER BY id", name)
        told = [json.loads(row["payload"]) for row in rows]
        return [payload for payload in told if payload["account_id"] == str(tx.account_id)]

    return inside(tenant, read)


def too_dear(tenant: Tenant, count: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """An order, and invoices that it keeps back."""
    order = make_order(tenant, items=GOODS, total_amount=125, is_2_way=True)
    invoices = [billed(tenant, order, [LINE]) for _ in range(count)]
    assert all("price_variance" in reasons(one) for one in invoices)
    look_at_orders(tenant)
    return order, invoices


def make_dearer(tenant: Tenant, order: dict[str, Any]) -> None:
    items = [{**order["items"][0], "price": 13.5}]
    fields = ("id", "external_id", "name", "sku", "quantity", "price", "uom")
    items = [{name: item[name] for name in fields if item.get(name) is not None} for item in items]
    path = f"/v1/purchase-orders/{order['id']}"
    answer = tenant.api().patch(path, json={"items": items, "total_amount": 135})
    assert answer.status_code == 200, answer.text


def run_job(tenant: Tenant, payload: dict[str, Any], *, per_job: int) -> None:
    """As the worker runs it: what it orders while it runs is another job."""
    tenant.server.run(OrderLook(tenant.server.database, per_job=per_job).look_at_orders(payload))


def test_a_job_looks_at_so_many_and_orders_the_next(tenant: Tenant) -> None:
    order, invoices = too_dear(tenant, 3)
    make_dearer(tenant, order)
    (told,) = jobs(tenant, ORDERS_CHANGED)
    run_job(tenant, told, per_job=2)
    assert sum("price_variance" in reasons(invoice_now(tenant, one)) for one in invoices) == 1
    _, further = jobs(tenant, ORDERS_CHANGED)
    run_job(tenant, further, per_job=2)
    assert not any("price_variance" in reasons(invoice_now(tenant, one)) for one in invoices)


def test_of_an_account_one_job_waits_however_much_changes(tenant: Tenant) -> None:
    order, _ = too_dear(tenant, 1)
    for _ in range(3):
        make_dearer(tenant, order)
        make_order(tenant, items=GOODS, total_amount=125)
    assert len(jobs(tenant, ORDERS_CHANGED)) == 1


def test_an_invoice_that_fails_keeps_no_other_from_being_looked_at(tenant: Tenant) -> None:
    order, invoices = too_dear(tenant, 3)
    broken = invoices[0]["id"]

    async def spoil(tx: Transaction) -> None:
        sql = "UPDATE invoices SET reasons = '[{\"unreadable\": 1}]' WHERE account_id = $1 AND id = $2"
        await tx.execute(sql, tx.account_id, UUID(broken))

    inside(tenant, spoil)
    make_dearer(tenant, order)
    look_at_orders(tenant)
    assert not any("price_variance" in reasons(invoice_now(tenant, one)) for one in invoices[1:])
    alone = [payload for payload in jobs(tenant, LOOK_AGAIN) if payload["invoice"] == broken]
    assert len(alone) == 1
    with pytest.raises(Exception):  # noqa: B017 - whatever it is, the queue holds the job
        tenant.server.run(SecondLook(tenant.server.database).look_again(alone[0]))


def test_new_orders_of_a_vendor_are_one_look_at_invoices_without_order(tenant: Tenant, looks: list[UUID]) -> None:
    vendor, other = make_vendor(tenant), make_vendor(tenant)
    make_order(tenant, vendor=other, items=GOODS, total_amount=125)
    waiting = make_invoice(tenant, vendor=vendor, purchase_order="NOT-YET-1")
    look_at_orders(tenant)
    looks.clear()
    for number in range(5):
        make_order(tenant, vendor=vendor, items=GOODS, total_amount=125, po_number=f"NEW-{number}77")
    look_at_orders(tenant)
    assert looks == [UUID(waiting["id"])]
