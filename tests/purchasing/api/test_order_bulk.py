"""Up to a hundred orders at once (contract/invoices-and-catalog.md section 5.5)."""

import asyncio
from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.batches import completed, results
from harness.inside import inside
from harness.invoices import make_vendor
from harness.orders import bulk_body, make_order, order_body, order_of
from harness.tenants import Tenant
from harness.worker import working
from payables.access import queries as access
from payables.purchasing.actions.enter_order import enter_order

BULK = "/v1/purchase-orders/bulk"


def post(tenant: Tenant, body: dict[str, Any], user: str = "all", path: str = BULK) -> Any:
    return tenant.api(user).post(path, json=body)


def ran(tenant: Tenant, body: dict[str, Any]) -> list[dict[str, Any]]:
    """The outcomes of an accepted bulk."""
    answer = post(tenant, body)
    assert answer.status_code == 202, answer.text
    with working(tenant.server):
        completed(tenant, answer.json()["batch_id"])
    return results(tenant, answer.json()["batch_id"])


def count(tenant: Tenant) -> int:
    return tenant.api().get("/v1/purchase-orders").json()["count"]


@pytest.mark.parametrize("path", [BULK, "/v1/purchase-orders/bulk-upsert/"])
def test_orders_are_entered_in_the_background(tenant: Tenant, path: str) -> None:
    vendor = make_vendor(tenant)
    orders = [order_body(tenant, vendor, external_id=f"E-{n}") for n in range(3)]
    answer = post(tenant, bulk_body(tenant, orders), path=path)
    assert answer.status_code == 202
    told = answer.json()
    assert told["status"] == "processing"
    assert told["summary"] == {"count": 3, "total_items": 6}
    assert told["results_url"] == f"/v1/batch/{told['batch_id']}/results"
    with working(tenant.server):
        completed(tenant, told["batch_id"])
    found = results(tenant, told["batch_id"])
    assert [one["reference"] for one in found] == ["E-0", "E-1", "E-2"]
    entered = found[1]["result"]
    assert (entered["external_id"], entered["status"], entered["items_count"]) == ("E-1", "open", 2)
    assert order_of(tenant, entered["id"])["po_number"] == orders[1]["po_number"]


def test_an_order_of_a_bulk_may_name_its_own_location(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    body = bulk_body(tenant, [order_body(tenant, vendor), order_body(tenant, vendor)])
    body["purchase_orders"][1]["ottimate_location_id"] = tenant.location("park")
    places = [one["result"]["ottimate_location_id"] for one in ran(tenant, body)]
    assert places == [tenant.location(), tenant.location("park")]


def test_a_bulk_again_updates_and_doubles_nothing(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    orders = [order_body(tenant, vendor, external_id=f"E-{n}") for n in range(2)]
    first = ran(tenant, bulk_body(tenant, orders))
    orders[0]["total_amount"] = 77
    second = ran(tenant, bulk_body(tenant, orders))
    assert [one["result"]["id"] for one in first] == [one["result"]["id"] for one in second]
    assert [one["result"]["total_amount"] for one in second] == [77, 100]
    assert count(tenant) == 2


def test_one_that_fails_does_not_keep_the_others(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    taken = make_order(tenant, vendor=vendor, po_number="PO-1")
    lines = [{"name": "x", "quantity": 1, "price": 1, "dimensions": {"DEPARTMENT": "NO"}}]
    orders = [
        order_body(tenant, vendor, po_number="PO-1"),
        order_body(tenant, vendor, items=lines),
        order_body(tenant, vendor),
    ]
    found = ran(tenant, bulk_body(tenant, orders))
    assert [one["result"] is not None for one in found] == [False, False, True]
    assert taken["id"] in found[0]["message"]
    assert "items[0].dimensions.DEPARTMENT" in found[1]["message"]
    assert count(tenant) == 2


def test_the_same_external_id_twice_in_one_bulk_is_refused(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    orders = [order_body(tenant, vendor, external_id=id) for id in ("E-1", "E-2", " E-1 ")]
    answer = post(tenant, bulk_body(tenant, orders))
    assert answer.status_code == 400
    assert fields_of(answer) == {"purchase_orders[2].external_id": "duplicate_in_request"}
    assert count(tenant) == 0


def test_the_same_number_twice_in_one_bulk_is_one_order(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    found = ran(tenant, bulk_body(tenant, [order_body(tenant, vendor, po_number="PO-1") for _ in range(2)]))
    assert sorted(one["result"] is None for one in found) == [False, True]
    assert count(tenant) == 1


def test_a_hundred_and_one_orders_or_a_thousand_and_one_lines_are_refused(shared_tenant: Tenant) -> None:
    vendor = make_vendor(shared_tenant)
    line = {"name": "x", "quantity": 1, "price": 1}
    many = [order_body(shared_tenant, vendor, items=[line]) for _ in range(101)]
    assert fields_of(post(shared_tenant, bulk_body(shared_tenant, many))) == {"purchase_orders": "too_many_rows"}
    long = [order_body(shared_tenant, vendor, items=[line] * n) for n in (500, 501)]
    assert fields_of(post(shared_tenant, bulk_body(shared_tenant, long))) == {"purchase_orders": "too_many_lines"}


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({"ottimate_company_id": None}, {"ottimate_company_id": "required"}),
        ({"ottimate_location_id": None}, {"ottimate_location_id": "required"}),
        ({"purchase_orders": []}, {"purchase_orders": "required"}),
        ({"purchase_orders": ["x"]}, {"purchase_orders[0]": "invalid"}),
    ],
)
def test_a_bulk_that_is_none_is_refused(shared_tenant: Tenant, change: dict[str, Any], faults: dict[str, str]) -> None:
    body = bulk_body(shared_tenant, [order_body(shared_tenant)]) | change
    answer = post(shared_tenant, body)
    assert (answer.status_code, fields_of(answer)) == (400, faults)


def test_what_is_wrong_with_an_order_is_named_by_its_place(shared_tenant: Tenant) -> None:
    lines = [{"name": "x", "quantity": -1, "price": 1}]
    orders = [order_body(shared_tenant), order_body(shared_tenant, date="x", items=lines)]
    answer = post(shared_tenant, bulk_body(shared_tenant, orders))
    assert answer.status_code == 400
    assert fields_of(answer) == {
        "purchase_orders[1].date": "invalid_date",
        "purchase_orders[1].items[0].quantity": "negative_quantity",
    }
    nested = [{"name": "x", "quantity": 1, "price": 1, "dimensions": {"CLASS": {}}}]
    refused = post(shared_tenant, bulk_body(shared_tenant, [order_body(shared_tenant, items=nested)]))
    assert (error_of(refused), refused.json()["code"]) == ("PO4000", "Dimension value for 'CLASS' must be a string.")


def test_a_bulk_keeps_to_the_scope(tenant: Tenant, other_tenant: Tenant) -> None:
    body = bulk_body(tenant, [order_body(tenant)])
    assert post(tenant, body | {"ottimate_location_id": tenant.location("park")}, "main").status_code == 403
    own = bulk_body(tenant, [order_body(tenant)])
    own["purchase_orders"][0]["ottimate_location_id"] = tenant.location("park")
    assert post(tenant, own, "main").status_code == 403
    west = post(tenant, body | {"ottimate_location_id": tenant.location("hafen")})
    assert fields_of(west) == {"ottimate_location_id": "unknown_location"}
    assert post(other_tenant, body).status_code == 404
    foreign = post(tenant, body | {"ottimate_location_id": other_tenant.location()})
    assert fields_of(foreign) == {"ottimate_location_id": "unknown_location"}
    assert post(tenant, body, "reader").status_code == 403


def test_an_order_takes_the_same_few_statements_however_many_lines_it_has(tenant: Tenant) -> None:
    """Nothing is asked or written per line."""
    vendor = make_vendor(tenant)

    def statements(lines: int) -> int:
        items = [{"external_id": f"L{n}", "name": f"Item {n}", "quantity": 1, "price": 1} for n in range(lines)]
        return inside(tenant, _entering, order_body(tenant, vendor, items=items))

    statements(1)  # a new connection asks about types once
    assert statements(400) == statements(1) <= 6


async def _entering(tx: Any, sent: dict[str, Any]) -> int:
    user = await tx.fetchval("SELECT min(id) FROM users WHERE account_id = $1 AND kind <> 'person'", tx.account_id)
    caller = await access.caller_of(tx, user)
    assert caller
    logged: list[Any] = []
    with tx.connection.query_logger(logged.append):
        await enter_order(tx, caller, sent)
        await asyncio.sleep(0)  # the driver reports from the next turn of the loop
    return len(logged)
