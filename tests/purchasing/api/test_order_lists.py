"""Lists of purchase orders (contract/invoices-and-catalog.md section 5.1)."""

import asyncio
from typing import Any

import pytest

from harness.api import fields_of
from harness.custom_fields import tenant_with_fields
from harness.dimensions import make_dimension
from harness.inside import inside
from harness.invoices import make_vendor
from harness.orders import make_order, order_body
from harness.server import Server
from harness.tenants import Tenant
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.purchasing.queries import order_lists
from payables.purchasing.queries.order_lists import Wanted


def listed(tenant: Tenant, user: str = "all", **params: Any) -> Any:
    return tenant.api(user).get("/v1/purchase-orders", params=params)


def ids(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [order["id"] for order in answer.json()["purchase_orders"]]


def test_the_newest_comes_first_and_pages_follow(tenant: Tenant) -> None:
    made = [make_order(tenant)["id"] for _ in range(3)]
    first = listed(tenant, limit=2).json()
    assert (first["version"], first["count"], first["page"], first["limit"]) == ("1.0.0", 3, 1, 2)
    assert ids(listed(tenant, limit=2)) == made[:0:-1]
    assert ids(listed(tenant, limit=2, page=2)) == made[:1]
    assert ids(listed(tenant, limit=2, page=9)) == []


def test_filters_are_joined(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    one = make_order(tenant, vendor=vendor, external_id="E-1", date="2026-11-01")["id"]
    two = make_order(tenant, vendor=vendor, date="2026-11-15", ottimate_location_id=tenant.location("park"))["id"]
    three = make_order(tenant, date="2026-11-30")["id"]
    assert ids(listed(tenant, erp_vendor_id=vendor["erp_vendor_id"])) == [two, one]
    assert ids(listed(tenant, external_id="E-1")) == [one]
    assert ids(listed(tenant, ottimate_location_id=tenant.location("park"))) == [two]
    assert ids(listed(tenant, ottimate_company_id=tenant.company())) == [three, two, one]
    assert ids(listed(tenant, ottimate_company_id=tenant.company("west"))) == []
    assert ids(listed(tenant, date_from="2026-11-01", date_to="2026-11-15")) == [two, one], "both days are included"
    assert ids(listed(tenant, date_from="2026-11-02", erp_vendor_id=vendor["erp_vendor_id"])) == [two]
    assert ids(listed(tenant, external_id="E-1", date_from="2026-11-02")) == []


def test_a_status_is_asked_for_by_its_word_or_by_the_older_one(tenant: Tenant) -> None:
    def step(order: dict[str, Any], name: str) -> str:
        assert tenant.api().post(f"/v1/purchase-orders/{order['id']}/{name}", json={"reason": "Over."}).is_success
        return order["id"]

    opened = make_order(tenant)["id"]
    pending = tenant.api().post("/v1/purchase-orders", json=order_body(tenant)).json()["id"]
    closed, archived, deleted = (step(make_order(tenant), name) for name in ("close", "archive", "delete"))
    assert ids(listed(tenant, status="open")) == ids(listed(tenant, status="approved")) == [opened]
    assert ids(listed(tenant, status="pending")) == ids(listed(tenant, status="pending_review")) == [pending]
    assert ids(listed(tenant, status="closed")) == [closed]
    assert ids(listed(tenant, status="archived")) == [archived]
    assert ids(listed(tenant, status="deleted")) == [deleted]
    assert ids(listed(tenant, status="rejected")) == [deleted, archived]
    assert ids(listed(tenant, status="flagged")) == ids(listed(tenant, status="received")) == []
    assert listed(tenant, status="done").status_code == 400


def test_lines_are_shown_for_a_window_of_thirty_days(tenant: Tenant) -> None:
    make_dimension(tenant, "department", "D-1")
    lines = [{"name": "Flour", "quantity": 1, "price": 2, "dimensions": {"DEPARTMENT": "D-1"}}]
    order = make_order(tenant, items=lines, date="2026-11-01")
    window = {"date_from": "2026-11-01", "date_to": "2026-12-01", "expand": "items"}
    (shown,) = listed(tenant, **window).json()["purchase_orders"]
    assert shown["items"] == order["items"]
    (without,) = listed(tenant).json()["purchase_orders"]
    assert "items" not in without
    for wrong in ({"date_to": "2026-12-02"}, {"date_to": None}, {"date_from": None}):
        refused = listed(tenant, **{name: value for name, value in (window | wrong).items() if value})
        assert (refused.status_code, fields_of(refused)) == (400, {"expand": "window_required"})
    assert fields_of(listed(tenant, expand="lines")) == {"expand": "unknown_expand"}


@pytest.mark.parametrize(
    ("params", "faults"),
    [
        ({"date_from": "02.11.2026"}, {"date_from": "invalid_date"}),
        ({"date_from": "2026-11-02", "date_to": "2026-11-01"}, {"date_from": "start_after_end"}),
        ({"limit": 101}, {"limit": "invalid_limit"}),
    ],
)
def test_a_filter_that_cannot_be_read_is_named(
    shared_tenant: Tenant, params: dict[str, Any], faults: dict[str, str]
) -> None:
    answer = shared_tenant.api().get("/v1/purchase-orders", params=params)
    assert (answer.status_code, fields_of(answer)) == (400, faults)


def test_filters_keep_to_the_scope(tenant: Tenant, other_tenant: Tenant) -> None:
    main = make_order(tenant)["id"]
    make_order(tenant, ottimate_location_id=tenant.location("park"))
    assert ids(listed(tenant, "main")) == [main]
    assert listed(tenant, "main", ottimate_location_id=tenant.location("park")).status_code == 403
    assert listed(tenant, "east", ottimate_company_id=tenant.company("west")).status_code == 403
    assert listed(tenant, ottimate_location_id=other_tenant.location()).status_code == 404
    wrong_pair = {"ottimate_location_id": tenant.location("hafen"), "ottimate_company_id": tenant.company()}
    assert listed(tenant, **wrong_pair).status_code == 400
    assert ids(listed(other_tenant)) == []


def test_custom_fields_are_checked_and_shown(server: Server) -> None:
    fields = [
        {"key": "budget", "subject": "purchase_order", "type": "number"},
        {"key": "buyer", "subject": "purchase_order", "type": "text", "default": "desk"},
        {"key": "rate", "subject": "invoice", "type": "number"},
    ]
    tenant = tenant_with_fields(server, *fields)
    order = make_order(tenant, custom_fields={"budget": 12.50})
    assert order["custom_fields"] == {"budget": 12.5, "buyer": "desk"}
    assert listed(tenant).json()["purchase_orders"][0]["custom_fields"] == order["custom_fields"]
    assert make_order(tenant)["custom_fields"] == {"buyer": "desk"}, "defaults also where none were sent"
    path = f"/v1/purchase-orders/{order['id']}"
    assert tenant.api().patch(path, json={"tax": 1}).is_success
    assert tenant.api().get(path).json()["purchase_order"]["custom_fields"] == order["custom_fields"]
    assert tenant.api().patch(path, json={"custom_fields": {"buyer": "Ada"}}).is_success
    assert tenant.api().get(path).json()["purchase_order"]["custom_fields"] == {"buyer": "Ada"}, "all are replaced"
    wrong = tenant.api().patch(path, json={"custom_fields": {"rate": 1}})
    assert fields_of(wrong) == {"custom_fields.rate": "unknown_custom_field"}


@pytest.mark.parametrize("items", [False, True])
def test_a_list_takes_the_same_few_statements_however_long_it_is(tenant: Tenant, items: bool) -> None:
    async def statements(tx: Any) -> int:
        sent: list[Any] = []
        with tx.connection.query_logger(sent.append):
            await order_lists.listed(tx, Scope(), Wanted(items=items), Page(1, 100))
            await asyncio.sleep(0)  # the driver reports from the next turn of the loop
        return len(sent)

    make_order(tenant)
    few = inside(tenant, statements)
    for _ in range(5):
        make_order(tenant)
    assert inside(tenant, statements) == few
