"""Receipts through the API (contract/invoices-and-catalog.md section 6)."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from harness.api import error_of, fields_of
from harness.invoices import make_vendor
from harness.orders import make_order, order_of
from harness.receipts import line, make_receipt, receipt_body, receipt_of, received, send_receipt
from harness.tenants import Tenant
from harness.trail import trail


def test_a_receipt_is_entered_and_read_with_all_its_fields(tenant: Tenant) -> None:
    order = make_order(tenant)
    flour, sugar = order["items"]
    items = [
        line(flour, 2, external_id="R1", price=30.0, uom="BG"),
        {"po_external_item_id": "L2", "quantity": 1.5},
    ]
    extra = {"external_id": "ERP-1", "invoice_number_ref": "INV-9", "note": "Left at the gate."}
    entered = make_receipt(tenant, order, items, receipt_number="GR-1", total_amount=75.0, **extra)
    assert "version" not in entered
    assert entered["items_count"] == 2
    assert entered["status"] == "open"
    answer = tenant.api().get(f"/v1/receipts/{entered['id']}")
    assert set(answer.json()) == {"version", "receipt"}
    assert answer.headers["etag"]
    found = answer.json()["receipt"]
    assert {name: found[name] for name in ("receipt_number", "date", "total_amount", "ottimate_po_id", *extra)} == {
        "receipt_number": "GR-1", "date": "2026-11-10", "total_amount": 75.0, "ottimate_po_id": order["id"], **extra,
    }  # fmt: skip
    first, second = found["items"]
    assert (first["external_id"], first["quantity"], first["price"], first["uom"]) == ("R1", 2, 30, "BG")
    assert (second["ottimate_po_item_id"], second["name"], second["sku"]) == (sugar["id"], "Sugar", "SU-1")
    assert {"created_date", "created_date_utc", "last_modified_date", "last_modified_date_utc"} <= set(first)
    assert received(tenant, order) == [2, Decimal("1.5")]


@pytest.mark.parametrize("by", ["po_number", "po_external_id", "both", "everything"])
def test_the_order_is_found_by_what_names_it(tenant: Tenant, by: str) -> None:
    vendor = make_vendor(tenant)
    order = make_order(tenant, vendor=vendor, external_id="PO-EXT", po_number="PO-00123")
    named = {"po_number": "po 123"} if by in ("po_number", "both", "everything") else {}
    named |= {"po_external_id": "PO-EXT"} if by in ("po_external_id", "both", "everything") else {}
    where = {"erp_vendor_id": vendor["erp_vendor_id"], "ottimate_location_id": tenant.location()}
    body = {**receipt_body(order), **where, **named}
    if by != "everything":
        del body["ottimate_po_id"]
    answer = tenant.api().post("/v1/receipts", json=body)
    assert answer.status_code == 201, answer.text
    assert answer.json()["ottimate_po_id"] == order["id"]


def test_an_order_that_is_named_twice_and_differently_is_refused(tenant: Tenant) -> None:
    one, other = make_order(tenant), make_order(tenant)
    answer = send_receipt(tenant, one, po_number=other["po_number"])
    assert answer.status_code == 400
    assert fields_of(answer) == {"po_number": "order_mismatch"}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"ottimate_po_id": None}, {"ottimate_po_id": "required"}),
        ({"ottimate_po_id": "7"}, {"ottimate_po_id": "invalid_id"}),
        ({"ottimate_po_id": str(uuid4())}, {"ottimate_po_id": "unknown_order"}),
        ({"receipt_number": " "}, {"receipt_number": "required"}),
        ({"date": None}, {"date": "required"}),
        ({"date": "10/11/2026"}, {"date": "invalid_date"}),
        ({"date": "2036-11-10"}, {"date": "date_in_future"}),
        ({"total_amount": "30"}, {"total_amount": "invalid_amount"}),
        ({"total_amount": -1}, {"total_amount": "negative_amount"}),
        ({"total_amount": 1.005}, {"total_amount": "too_many_decimals"}),
        ({"items": []}, {"items": "required"}),
        ({"items": {}}, {"items": "invalid"}),
        ({"items": [7]}, {"items[0]": "invalid"}),
        ({"note": "x" * 10_001}, {"note": "too_long"}),
    ],
)
def test_a_wrong_field_is_named(shared_tenant: Tenant, changes: dict[str, Any], fault: dict[str, str]) -> None:
    order = make_order(shared_tenant)
    answer = send_receipt(shared_tenant, order, **changes)
    assert answer.status_code == 400
    assert fields_of(answer) == fault
    assert received(shared_tenant, order) == [0, 0]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"quantity": -1}, {"items[0].quantity": "negative_quantity"}),
        ({"quantity": None}, {"items[0].quantity": "required"}),
        ({"price": -1}, {"items[0].price": "negative_amount"}),
        ({"ottimate_po_item_id": str(uuid4())}, {"items[0].ottimate_po_item_id": "unknown_order_line"}),
        ({"ottimate_po_item_id": None}, {"items[0].ottimate_po_item_id": "required"}),
        ({"ottimate_po_item_id": None, "sku": "none"}, {"items[0].sku": "unknown_order_line"}),
        (
            {"ottimate_po_item_id": None, "po_external_item_id": "L9"},
            {"items[0].po_external_item_id": "unknown_order_line"},
        ),
        ({"po_external_item_id": "L2"}, {"items[0].ottimate_po_item_id": "unknown_order_line"}),
    ],
)
def test_a_wrong_line_is_named(shared_tenant: Tenant, changes: dict[str, Any], fault: dict[str, str]) -> None:
    order = make_order(shared_tenant)
    answer = send_receipt(shared_tenant, order, [{**line(order["items"][0]), **changes}])
    assert answer.status_code == 400
    assert fields_of(answer) == fault
    assert received(shared_tenant, order) == [0, 0]


def test_a_sku_of_several_lines_is_refused_and_they_are_named(tenant: Tenant) -> None:
    items = [{"name": name, "sku": "FL 1", "quantity": 5, "price": 1} for name in ("Flour fine", "Flour coarse")]
    order = make_order(tenant, items=items)
    answer = send_receipt(tenant, order, [{"sku": "fl-1", "quantity": 1}])
    assert fields_of(answer) == {"items[0].sku": "ambiguous_order_line"}
    told = answer.json()["message"]["fields"][0]["error"]
    assert all(item["id"] in told and item["name"] in told for item in order["items"])


def test_a_sku_of_one_line_finds_it(tenant: Tenant) -> None:
    order = make_order(tenant)
    make_receipt(tenant, order, [{"sku": "su 1", "quantity": 3}])
    assert received(tenant, order) == [0, 3]


def test_more_than_a_thousand_lines_are_refused(tenant: Tenant) -> None:
    order = make_order(tenant)
    answer = send_receipt(tenant, order, [line(order["items"][0], 0.001)] * 1001)
    assert fields_of(answer) == {"items": "too_many_rows"}


def test_a_receipt_sent_again_by_its_external_id_is_updated(tenant: Tenant) -> None:
    order = make_order(tenant)
    flour, sugar = order["items"]
    body = receipt_body(order, [line(flour, 1), line(sugar, 4)], external_id="GR-EXT", note="First.")
    first = tenant.api().post("/v1/receipts", json=body).json()
    again = {**body, "items": [line(flour, 2)], "total_amount": 60.0}
    del again["note"]
    second = tenant.api().post("/v1/receipts", json=again)
    assert second.status_code == 201
    assert second.json()["id"] == first["id"]
    assert second.json()["note"] == "First."
    assert received(tenant, order) == [2, 0]
    assert [item["quantity"] for item in second.json()["items"]] == [2, 0]
    assert [item["id"] for item in second.json()["items"]] == [item["id"] for item in first["items"]]


def test_the_same_body_sent_twice_changes_nothing(tenant: Tenant) -> None:
    order = make_order(tenant)
    body = receipt_body(order, [line(order["items"][0], 1)] * 2, external_id="TWICE")
    first = tenant.api().post("/v1/receipts", json=body)
    second = tenant.api().post("/v1/receipts", json=body)
    assert second.json() == first.json()
    assert received(tenant, order) == [2, 0]
    assert [entry["action"] for entry in trail(tenant, "receipt")] == ["receipt.entered"]


def test_a_number_stands_once_in_an_order(tenant: Tenant) -> None:
    order, other = make_order(tenant), make_order(tenant)
    first = make_receipt(tenant, order, receipt_number="GR-0077")
    for external_id in (None, "X-1"):
        answer = send_receipt(tenant, order, receipt_number="gr 77", external_id=external_id)
        assert (answer.status_code, error_of(answer)) == (409, "receipt_exists")
        assert first["id"] in answer.json()["code"]
    assert send_receipt(tenant, other, receipt_number="GR-0077").status_code == 201
    assert received(tenant, order) == [1, 0]


def test_an_external_id_of_another_order_is_refused(tenant: Tenant) -> None:
    order, other = make_order(tenant), make_order(tenant)
    make_receipt(tenant, order, external_id="ONE")
    answer = send_receipt(tenant, other, external_id="ONE")
    assert (answer.status_code, error_of(answer)) == (409, "receipt_of_another_order")
    assert received(tenant, other) == [0, 0]


def test_a_receipt_keeps_its_number_when_it_is_sent_again(tenant: Tenant) -> None:
    order = make_order(tenant)
    make_receipt(tenant, order, external_id="ONE", receipt_number="GR-1")
    answer = send_receipt(tenant, order, external_id="ONE", receipt_number="GR-2")
    assert fields_of(answer) == {"receipt_number": "read_only_field"}


def test_a_change_updates_and_adds_lines(tenant: Tenant) -> None:
    order = make_order(tenant)
    flour, sugar = order["items"]
    receipt = make_receipt(tenant, order, [line(flour, 2, price=30)])
    body = {
        "date": "2026-11-11", "total_amount": 50.5, "note": "Counted again.", "invoice_number_ref": "INV-1",
        "items": [{"id": receipt["items"][0]["id"], "quantity": 1}, line(sugar, 3)],
    }  # fmt: skip
    answer = tenant.api().patch(f"/v1/receipts/{receipt['id']}", json=body)
    assert answer.status_code == 200, answer.text
    assert set(answer.json()) == {
        "version", "id", "external_id", "receipt_number", "status", "ottimate_po_id", "date", "total_amount", "items_count",
        "last_modified_date", "last_modified_date_utc",
    }  # fmt: skip
    assert (answer.json()["items_count"], answer.json()["total_amount"]) == (2, 50.5)
    found = receipt_of(tenant, receipt)
    assert (found["note"], found["invoice_number_ref"], found["date"]) == ("Counted again.", "INV-1", "2026-11-11")
    assert [(item["quantity"], item["price"]) for item in found["items"]] == [(1, 30), (3, None)]
    assert received(tenant, order) == [1, 3]
    assert [entry["action"] for entry in trail(tenant, "receipt")] == ["receipt.entered", "receipt.changed"]


def test_what_a_receipt_keeps_may_be_sent_as_it_is_and_not_otherwise(tenant: Tenant) -> None:
    receipt = make_receipt(tenant, make_order(tenant), external_id="ONE")
    path, kept = f"/v1/receipts/{receipt['id']}", ("receipt_number", "external_id", "ottimate_po_id", "status")
    assert tenant.api().patch(path, json={name: receipt[name] for name in kept}).status_code == 200
    for name in kept:
        answer = tenant.api().patch(path, json={name: "other", "note": "x"})
        assert fields_of(answer) == {name: "read_only_field"}
    assert receipt_of(tenant, receipt)["note"] is None


@pytest.mark.parametrize(
    ("item", "fault"),
    [
        ({"id": str(uuid4()), "quantity": 1}, {"items[0].id": "unknown_line"}),
        ({"quantity": 1}, {"items[0].ottimate_po_item_id": "required"}),
        ({"sku": "SU-1"}, {"items[0].quantity": "required"}),
        ({"sku": "SU-1", "quantity": 1, "external_id": "R1"}, {"items": "already_exists"}),
    ],
)
def test_a_line_that_cannot_be_changed_changes_nothing(
    tenant: Tenant, item: dict[str, Any], fault: dict[str, str]
) -> None:
    order = make_order(tenant)
    receipt = make_receipt(tenant, order, [line(order["items"][0], 1, external_id="R1")])
    answer = tenant.api().patch(f"/v1/receipts/{receipt['id']}", json={"note": "x", "items": [item]})
    assert answer.status_code == 400
    assert fields_of(answer) == fault
    assert receipt_of(tenant, receipt) == tenant.api().get(f"/v1/receipts/{receipt['id']}").json()["receipt"]
    assert receipt_of(tenant, receipt)["note"] is None


def test_a_line_stays_with_its_line_of_the_order(tenant: Tenant) -> None:
    order = make_order(tenant)
    receipt = make_receipt(tenant, order)
    items = [{"id": receipt["items"][0]["id"], "ottimate_po_item_id": order["items"][1]["id"], "quantity": 1}]
    answer = tenant.api().patch(f"/v1/receipts/{receipt['id']}", json={"items": items})
    assert fields_of(answer) == {"items[0].ottimate_po_item_id": "read_only_field"}


def test_lines_may_exchange_their_external_ids(tenant: Tenant) -> None:
    order = make_order(tenant)
    receipt = make_receipt(tenant, order, [line(item, 1, external_id=f"R{n}") for n, item in enumerate(order["items"])])
    ids = [item["id"] for item in receipt["items"]]
    items = [{"id": ids[0], "external_id": "R1"}, {"id": ids[1], "external_id": "R0"}]
    assert tenant.api().patch(f"/v1/receipts/{receipt['id']}", json={"items": items}).status_code == 200
    assert [item["external_id"] for item in receipt_of(tenant, receipt)["items"]] == ["R1", "R0"]


def test_a_stale_version_is_refused(tenant: Tenant) -> None:
    receipt = make_receipt(tenant, make_order(tenant))
    path = f"/v1/receipts/{receipt['id']}"
    etag = tenant.api().get(path).headers["etag"]
    changed = tenant.api().patch(path, json={"note": "one"}, headers={"If-Match": etag})
    assert changed.headers["etag"] == tenant.api().get(path).headers["etag"] != etag
    answer = tenant.api().patch(path, json={"note": "two"}, headers={"If-Match": etag})
    assert (answer.status_code, error_of(answer)) == (412, "stale_version")


def test_a_list_is_filtered_and_paged(tenant: Tenant) -> None:
    order = make_order(tenant)
    park = make_order(tenant, ottimate_location_id=tenant.location("park"))
    made = [make_receipt(tenant, order, [line(order["items"][1], 1)], date=f"2026-11-0{n}") for n in range(1, 4)]
    elsewhere = make_receipt(tenant, park, external_id="PARK")
    api = tenant.api()

    def ids(**query: Any) -> list[str]:
        answer = api.get("/v1/receipts", params=query)
        assert answer.status_code == 200, answer.text
        return [one["id"] for one in answer.json()["receipts"]]

    newest_first = [elsewhere["id"], *(one["id"] for one in reversed(made))]
    assert ids() == newest_first
    assert ids(ottimate_po_id=order["id"]) == newest_first[1:]
    assert ids(ottimate_location_id=tenant.location("park")) == [elsewhere["id"]]
    assert ids(external_id="PARK") == [elsewhere["id"]]
    assert ids(date_from="2026-11-02", date_to="2026-11-03") == [made[2]["id"], made[1]["id"]]
    assert ids(ottimate_company_id=tenant.company("west")) == []
    assert ids(status="open") == ids(status="approved") == ids(status="OPEN") == newest_first
    assert ids(status="closed") == ids(status="rejected") == ids(status="pending_review") == []
    page = api.get("/v1/receipts", params={"page": 2, "limit": 3}).json()
    assert (page["count"], page["page"], page["limit"]) == (4, 2, 3)
    assert [one["id"] for one in page["receipts"]] == newest_first[3:]
    assert "items" not in page["receipts"][0]


def test_a_list_shows_lines_where_the_window_allows_it(tenant: Tenant) -> None:
    order = make_order(tenant)
    made = make_receipt(tenant, order)
    window = {"date_from": "2026-11-01", "date_to": "2026-11-30", "expand": "items"}
    (found,) = tenant.api().get("/v1/receipts", params=window).json()["receipts"]
    assert found["items"] == receipt_of(tenant, made)["items"]
    for wrong in ({"expand": "items"}, {**window, "date_to": "2026-12-02"}, {**window, "date_to": None}):
        query = {name: value for name, value in wrong.items() if value}
        assert fields_of(tenant.api().get("/v1/receipts", params=query)) == {"expand": "window_required"}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"status": "eaten"}, 400),
        ({"date_from": "yesterday"}, 400),
        ({"date_from": "2026-11-02", "date_to": "2026-11-01"}, 400),
        ({"expand": "lines"}, 400),
        ({"limit": 101}, 400),
        ({"external_id": "a\0b"}, 400),
        ({"ottimate_po_id": ""}, 404),
        ({"ottimate_po_id": str(uuid4())}, 404),
        ({"ottimate_company_id": 999999}, 404),
    ],
)
def test_a_wrong_filter_is_refused(shared_tenant: Tenant, query: dict[str, Any], status: int) -> None:
    assert shared_tenant.api().get("/v1/receipts", params=query).status_code == status


def test_an_order_that_is_gone_takes_no_receipts(tenant: Tenant) -> None:
    for step in ("archive", "delete"):
        order = make_order(tenant)
        assert tenant.api().post(f"/v1/purchase-orders/{order['id']}/{step}").status_code == 200
        answer = send_receipt(tenant, order)
        assert (answer.status_code, error_of(answer)) == (409, "order_put_away")


def test_a_receipt_for_an_order_that_somebody_has_closed_is_flagged(tenant: Tenant) -> None:
    order = make_order(tenant)
    early = make_receipt(tenant, order)
    assert tenant.api().post(f"/v1/purchase-orders/{order['id']}/close", json={"reason": "No more."}).is_success
    late = make_receipt(tenant, order)
    assert (late["status"], late["problem"]) == ("flagged", "order_closed")
    assert receipt_of(tenant, early)["status"] == "open"
    assert received(tenant, order) == [2, 0]
    answer = tenant.api().post(f"/v1/receipts/{late['id']}/reopen", json={"reason": "It did come."})
    assert (answer.json()["receipt"]["status"], answer.json()["receipt"]["problem"]) == ("open", None)


def test_a_receipt_waits_with_its_order_for_the_vendor(tenant: Tenant) -> None:
    order = make_order(tenant, erp_vendor_id="NOT-YET")
    assert order["status"] == "pending"
    receipt = make_receipt(tenant, order)
    assert receipt["status"] == "pending"
    assert received(tenant, order) == [1, 0]


def test_more_than_ordered_counts_and_is_flagged(tenant: Tenant) -> None:
    order = make_order(tenant)
    first = make_receipt(tenant, order, [line(order["items"][0], 2)])
    second = make_receipt(tenant, order, [line(order["items"][0], 0.5)])
    assert first["status"] == "open"
    assert (second["status"], second["problem"]) == ("flagged", "received_more_than_ordered")
    assert received(tenant, order) == [Decimal("2.5"), 0]
    body = {"items": [{"id": first["items"][0]["id"], "quantity": 1}]}
    assert tenant.api().patch(f"/v1/receipts/{first['id']}", json=body).is_success
    assert (receipt_of(tenant, second)["status"], receipt_of(tenant, second)["problem"]) == ("open", None)


def test_a_receipt_in_another_unit_counts_in_that_of_the_order(tenant: Tenant) -> None:
    items = [{"name": "Eggs", "quantity": 10, "price": 3, "uom": "DZ"}]
    order = make_order(tenant, items=items)
    receipt = make_receipt(tenant, order, [line(order["items"][0], 30, uom="EA")])
    assert receipt["items"][0]["quantity_counted"] == 2.5
    assert received(tenant, order) == [Decimal("2.5")]
    assert receipt["status"] == "open"


def test_thirds_of_a_unit_make_a_whole_one(tenant: Tenant) -> None:
    order = make_order(tenant, items=[{"name": "Eggs", "quantity": 1, "price": 3, "uom": "DZ"}])
    for _ in range(3):
        made = make_receipt(tenant, order, [line(order["items"][0], 4, uom="EA")])
        assert made["status"] == "open"
    assert received(tenant, order) == [1]
    assert order_of(tenant, order)["status"] == "received"


def test_a_unit_that_cannot_be_converted_counts_nothing_and_is_flagged(tenant: Tenant) -> None:
    order = make_order(tenant, items=[{"name": "Beans", "quantity": 10, "price": 3, "uom": "CS"}])
    receipt = make_receipt(tenant, order, [line(order["items"][0], 24, uom="EA")])
    assert receipt["items"][0]["quantity_counted"] is None
    assert (receipt["status"], receipt["problem"]) == ("flagged", "unit_not_convertible")
    assert received(tenant, order) == [0]
    body = {"items": [{"id": receipt["items"][0]["id"], "quantity": 2, "uom": "case"}]}
    assert tenant.api().patch(f"/v1/receipts/{receipt['id']}", json=body).json()["status"] == "open"
    assert received(tenant, order) == [2]


def test_an_order_that_is_received_in_full_says_so(tenant: Tenant) -> None:
    order = make_order(tenant)
    flour, sugar = order["items"]
    make_receipt(tenant, order, [line(flour, 2)])
    assert order_of(tenant, order)["status"] == "open"
    last = make_receipt(tenant, order, [line(sugar, 4)])
    assert order_of(tenant, order)["status"] == "received"
    assert tenant.api().post(f"/v1/receipts/{last['id']}/delete", json={"reason": "Wrong order."}).is_success
    assert order_of(tenant, order)["status"] == "open"
