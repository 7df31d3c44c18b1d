"""An order may be sent before its vendor: it is pending until the vendor is there."""

import time
from collections.abc import Callable

from harness.inside import inside
from harness.invoices import make_vendor
from harness.orders import order_body, order_of
from harness.tenants import Tenant
from harness.trail import trail
from harness.worker import working
from payables.platform.db import Transaction
from payables.purchasing.actions.link_vendors import link_vendors


def entered(tenant: Tenant, erp_vendor_id: str, location: str = "main") -> str:
    body = order_body(tenant, erp_vendor_id=erp_vendor_id, ottimate_location_id=tenant.location(location))
    answer = tenant.api().post("/v1/purchase-orders", json=body)
    assert answer.status_code == 201, answer.text
    assert answer.json()["status"] == "pending"
    assert answer.json()["ottimate_vendor_id"] is None
    return answer.json()["id"]


def soon(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def test_an_order_opens_when_its_vendor_is_entered(tenant: Tenant) -> None:
    order, other = entered(tenant, "LATER"), entered(tenant, "NEVER")
    west = entered(tenant, "LATER", "hafen")
    with working(tenant.server):
        vendor = make_vendor(tenant, erp_vendor_id="LATER")
        soon(lambda: order_of(tenant, order)["status"] == "open")
    assert order_of(tenant, order)["ottimate_vendor_id"] == vendor["id"]
    assert order_of(tenant, other)["status"] == "pending"
    assert order_of(tenant, west)["status"] == "pending", "a vendor of another company is unknown"
    told = [entry["action"] for entry in trail(tenant, "purchase_order") if entry["subject_id"] == order]
    assert told == ["purchase_order.entered", "purchase_order.status_changed", "purchase_order.vendor_found"]


def test_vendors_of_a_bulk_open_orders_too(tenant: Tenant) -> None:
    order = entered(tenant, "LATER")
    rows = [{"erp_vendor_id": f"{name}", "erp_vendor_name": "Mill"} for name in ("LATER", "OTHER")]
    with working(tenant.server):
        body = {"ottimate_company_id": tenant.company(), "vendors": rows}
        assert tenant.api().post("/v1/vendors/bulk", json=body).status_code == 201
        soon(lambda: order_of(tenant, order)["status"] == "open")


def test_an_order_that_was_stored_beside_its_vendor_finds_it(tenant: Tenant) -> None:
    """Both were on their way at once, and neither saw the other: the order asks once more after it is stored."""
    order = entered(tenant, "LATER")

    async def vendor_without_a_word(tx: Transaction) -> None:
        await tx.execute(
            "INSERT INTO vendors (account_id, company_id, id, erp_vendor_id, erp_vendor_name, name_key, created_at, updated_at)"
            " VALUES ($1, $2, $3, 'LATER', 'Mill', 'mill', $4, $4)",
            tx.account_id, tenant.company(), await tx.new_number("vendor"), tx.now,
        )  # fmt: skip

    inside(tenant, vendor_without_a_word)
    with working(tenant.server):
        soon(lambda: order_of(tenant, order)["status"] == "open")


def test_many_are_linked_part_by_part(tenant: Tenant) -> None:
    orders = [entered(tenant, "LATER") for _ in range(3)]
    make_vendor(tenant, erp_vendor_id="LATER")
    linked = [inside(tenant, link_vendors, tenant.company(), ["LATER"], 2) for _ in range(3)]
    assert linked == [2, 1, 0]
    assert {order_of(tenant, order)["status"] for order in orders} == {"open"}


def test_what_somebody_has_put_away_stays_so(tenant: Tenant) -> None:
    order = entered(tenant, "LATER")
    assert tenant.api().post(f"/v1/purchase-orders/{order}/archive").is_success
    make_vendor(tenant, erp_vendor_id="LATER")
    inside(tenant, link_vendors, tenant.company(), ["LATER"], 10)
    assert order_of(tenant, order)["status"] == "archived"
    assert tenant.api().post(f"/v1/purchase-orders/{order}/reopen").json()["purchase_order"]["status"] == "open"


def test_the_erp_may_name_another_vendor_while_nothing_is_received_or_billed(tenant: Tenant) -> None:
    body = order_body(tenant, make_vendor(tenant), external_id="E-1")
    first = tenant.api().post("/v1/purchase-orders", json=body).json()
    assert first["status"] == "open"
    second = tenant.api().post("/v1/purchase-orders", json=body | {"erp_vendor_id": "LATER"}).json()
    assert (second["id"], second["status"], second["erp_vendor_id"]) == (first["id"], "pending", "LATER")
