"""Purchase orders through the API (contract/invoices-and-catalog.md section 5)."""

from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.dimensions import make_dimension
from harness.invoices import make_vendor
from harness.orders import make_order, order_body, order_of
from harness.tenants import Tenant


def post(tenant: Tenant, body: dict[str, Any], user: str = "all") -> Any:
    return tenant.api(user).post("/v1/purchase-orders", json=body)


def test_an_order_is_entered_and_read_back(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    body = order_body(
        tenant, vendor, tax=5.25, freight=3, is_2_way=True, external_id="PO-EXT", invoice_number_ref="I-9"
    )
    answer = post(tenant, body)
    assert answer.status_code == 201
    entered = answer.json()
    assert entered["status"] == "open"
    assert entered["items_count"] == 2
    assert "version" not in entered
    read = tenant.api().get(f"/v1/purchase-orders/{entered['id']}")
    found = read.json()["purchase_order"]
    assert found == {name: value for name, value in entered.items() if name != "items_count"}
    for name in ("po_number", "erp_vendor_id", "date", "total_amount", "tax", "freight", "is_2_way", "external_id"):
        assert found[name] == body[name]
    assert [item["quantity"] for item in found["items"]] == [2, 4]
    assert read.headers["ETag"] == answer.headers["ETag"]


def test_the_same_external_id_updates_instead_of_doubling(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    first = make_order(tenant, vendor=vendor, external_id="E-1", invoice_number_ref="I-1")
    lines = [{"external_id": "L2", "name": "Sugar", "sku": "SU-1", "quantity": 6, "price": 11, "uom": "BG"}]
    body = order_body(tenant, vendor, external_id="E-1", po_number=first["po_number"], total_amount=66, items=lines)
    second = post(tenant, body)
    assert second.status_code == 201
    assert second.json()["id"] == first["id"]
    found = order_of(tenant, first)
    assert found["total_amount"] == 66
    assert found["invoice_number_ref"] == "I-1", "left out: it stays"
    assert [(i["external_id"], i["quantity"]) for i in found["items"]] == [("L1", 0), ("L2", 6)], (
        "L1 is not ordered any more"
    )
    assert tenant.api().get("/v1/purchase-orders").json()["count"] == 1


def test_sending_the_same_again_changes_nothing(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    lines = [{"name": "Flour", "quantity": 1, "price": 2}, {"name": "Flour", "quantity": 1, "price": 2}]
    body = order_body(tenant, vendor, external_id="E-1", items=lines)
    first, second = post(tenant, body), post(tenant, body)
    assert second.json() == first.json()
    assert second.headers["ETag"] == first.headers["ETag"]


def test_a_number_that_the_vendor_has_already_is_refused_and_named(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    first = make_order(tenant, vendor=vendor, po_number="PO-0042")
    answer = post(tenant, order_body(tenant, vendor, po_number="po 42", external_id="other"))
    assert answer.status_code == 409
    assert error_of(answer) == "purchase_order_exists"
    assert first["id"] in answer.json()["code"]
    assert post(tenant, order_body(tenant, make_vendor(tenant), po_number="PO-0042")).status_code == 201
    park = order_body(tenant, vendor, po_number="PO-0042", ottimate_location_id=tenant.location("park"))
    assert post(tenant, park).status_code == 201


def test_dimensions_of_lines_are_resolved_and_replaced(tenant: Tenant) -> None:
    department, project = make_dimension(tenant, "department", "D-1"), make_dimension(tenant, "project", "P-1")
    lines = [{"name": "Flour", "quantity": 1, "price": 2, "dimensions": {"DEPARTMENT": "D-1"}}]
    order = make_order(tenant, items=lines)
    shown = {name: department[name] for name in ("id", "erp_dimension_id", "name", "code")}
    assert order["items"][0]["dimensions"] == {"DEPARTMENT": shown}
    line = order["items"][0]["id"]

    def patch(dimensions: Any) -> Any:
        body = {"items": [{"id": line, "dimensions": dimensions}]}
        return tenant.api().patch(f"/v1/purchase-orders/{order['id']}", json=body)

    assert patch(None).status_code == 200
    assert order_of(tenant, order)["items"][0]["dimensions"] == {"DEPARTMENT": shown}, "null: no change"
    assert patch({"project": "P-1"}).status_code == 200
    assert list(order_of(tenant, order)["items"][0]["dimensions"]) == ["PROJECT"], "all are replaced"
    assert order_of(tenant, order)["items"][0]["dimensions"]["PROJECT"]["id"] == project["id"]
    empty = patch({})
    assert empty.status_code == 400
    assert fields_of(empty) == {"items[0].dimensions": "empty_dimensions"}
    unknown = patch({"DEPARTMENT": "D-9"})
    assert fields_of(unknown) == {"items[0].dimensions.DEPARTMENT": "unknown_dimension"}


def test_a_dimension_that_is_no_text_is_po4000(tenant: Tenant) -> None:
    lines = [{"name": "Flour", "quantity": 1, "price": 2, "dimensions": {"DEPARTMENT": {"id": "D-1"}}}]
    answer = post(tenant, order_body(tenant, items=lines))
    assert answer.status_code == 400
    assert error_of(answer) == "PO4000"
    assert answer.json()["code"] == "Dimension value for 'DEPARTMENT' must be a string."
    assert fields_of(answer) == {"items[0].dimensions.DEPARTMENT": "PO4000"}


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"po_number": None}, {"po_number": "required"}),
        ({"erp_vendor_id": " "}, {"erp_vendor_id": "required"}),
        ({"date": "2026-02-30"}, {"date": "impossible_date"}),
        ({"date": None}, {"date": "required"}),
        ({"total_amount": "100"}, {"total_amount": "invalid_amount"}),
        ({"total_amount": 1.005}, {"total_amount": "too_many_decimals"}),
        ({"total_amount": -1}, {"total_amount": "negative_amount"}),
        ({"tax": 1e15}, {"tax": "amount_out_of_range"}),
        ({"items": []}, {"items": "required"}),
        ({"items": {}}, {"items": "invalid"}),
        ({"items": ["x"]}, {"items[0]": "invalid"}),
        ({"items": [{"name": "x", "quantity": -1, "price": 1}]}, {"items[0].quantity": "negative_quantity"}),
        ({"items": [{"name": "x", "quantity": 1}]}, {"items[0].price": "required"}),
        ({"items": [{"name": "x", "quantity": True, "price": 1}]}, {"items[0].quantity": "invalid_amount"}),
        ({"items": [{"name": "x", "quantity": 1e16, "price": 1}]}, {"items[0].quantity": "amount_out_of_range"}),
        ({"is_2_way": "yes"}, {"is_2_way": "invalid"}),
        ({"custom_fields": {"x": 1}}, {"custom_fields": "no_custom_fields"}),
        ({"ottimate_location_id": None}, {"ottimate_location_id": "required"}),
        ({"po_number": "x" * 300}, {"po_number": "too_long"}),
        (
            {"items": [{"external_id": "A", "name": "x", "quantity": 1, "price": 1}] * 2},
            {"items[1].external_id": "duplicate_in_request"},
        ),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_stored(
    shared_tenant: Tenant, changes: dict[str, Any], faults: dict[str, str]
) -> None:
    before = shared_tenant.api().get("/v1/purchase-orders").json()["count"]
    answer = post(shared_tenant, order_body(shared_tenant, **changes))
    assert answer.status_code == 400
    assert fields_of(answer) == faults
    assert shared_tenant.api().get("/v1/purchase-orders").json()["count"] == before


def test_a_thousand_and_one_lines_are_too_many(shared_tenant: Tenant) -> None:
    lines = [{"name": "x", "quantity": 1, "price": 1}] * 1001
    assert fields_of(post(shared_tenant, order_body(shared_tenant, items=lines))) == {"items": "too_many_rows"}


def test_orders_of_places_that_a_key_does_not_cover_are_not_there(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    park = make_order(tenant, vendor=vendor, ottimate_location_id=tenant.location("park"), external_id="E-1")
    main = tenant.api("main")
    assert main.get(f"/v1/purchase-orders/{park['id']}").status_code == 404
    assert main.patch(f"/v1/purchase-orders/{park['id']}", json={"tax": 1}).status_code == 404
    assert main.post(f"/v1/purchase-orders/{park['id']}/close", json={"reason": "x"}).status_code == 404
    assert main.get("/v1/purchase-orders").json()["count"] == 0
    assert main.get("/v1/purchase-orders", params={"ottimate_location_id": tenant.location("park")}).status_code == 403
    elsewhere = order_body(tenant, vendor, ottimate_location_id=tenant.location("park"))
    assert post(tenant, elsewhere, "main").status_code == 403
    taken = post(tenant, order_body(tenant, vendor, external_id="E-1"), "main")
    assert (taken.status_code, error_of(taken)) == (409, "external_id_taken")
    assert park["id"] not in taken.text
    assert order_of(tenant, park) == {k: v for k, v in park.items() if k != "items_count"}


def test_orders_of_other_accounts_and_companies_are_not_there(tenant: Tenant, other_tenant: Tenant) -> None:
    order = make_order(tenant)
    theirs = other_tenant.api()
    assert theirs.get(f"/v1/purchase-orders/{order['id']}").status_code == 404
    assert theirs.patch(f"/v1/purchase-orders/{order['id']}", json={"tax": 1}).status_code == 404
    assert post(other_tenant, order_body(tenant)).status_code == 404
    west = make_vendor(tenant, "west", erp_vendor_id="W-1")
    assert post(tenant, order_body(tenant, west)).json()["status"] == "pending", (
        "a vendor of another company is unknown"
    )


def test_whoever_only_reads_may_not_write(tenant: Tenant) -> None:
    order = make_order(tenant)
    reader = tenant.api("reader")
    assert reader.get(f"/v1/purchase-orders/{order['id']}").status_code == 200
    assert reader.patch(f"/v1/purchase-orders/{order['id']}", json={"tax": 1}).status_code == 403
    assert reader.post("/v1/purchase-orders", json=order_body(tenant)).status_code == 403


def test_a_change_keeps_what_it_does_not_name(tenant: Tenant) -> None:
    order = make_order(tenant, tax=5, erp_vendor_name="Mill")
    lines = [{"id": order["items"][0]["id"], "quantity": 3}, {"name": "Salt", "quantity": 1, "price": 0.5}]
    answer = tenant.api().patch(
        f"/v1/purchase-orders/{order['id']}", json={"freight": 2.5, "erp_vendor_name": None, "items": lines}
    )
    assert answer.status_code == 200
    changed = answer.json()
    assert (changed["version"], changed["items_count"], changed["status"]) == ("1.0.0", 3, "open")
    found = order_of(tenant, order)
    assert (found["tax"], found["freight"], found["erp_vendor_name"]) == (5, 2.5, None)
    assert [(i["name"], i["quantity"]) for i in found["items"]] == [("Flour", 3), ("Sugar", 4), ("Salt", 1)]


@pytest.mark.parametrize("name", ["status", "po_number", "external_id", "erp_vendor_id", "ottimate_location_id"])
def test_what_cannot_be_changed_may_be_sent_as_it_is(tenant: Tenant, name: str) -> None:
    order = make_order(tenant, external_id="E-1")
    path = f"/v1/purchase-orders/{order['id']}"
    assert tenant.api().patch(path, json={name: order[name]}).status_code == 200
    other: Any = "closed" if name == "status" else 99 if name.endswith("_id") and name.startswith("ott") else "other"
    answer = tenant.api().patch(path, json={name: other})
    assert answer.status_code == 400
    assert fields_of(answer) == {name: "read_only_field"}
    assert order_of(tenant, order)[name] == order[name]


def test_a_stale_version_is_refused(tenant: Tenant) -> None:
    order = make_order(tenant)
    path = f"/v1/purchase-orders/{order['id']}"
    seen = tenant.api().get(path).headers["ETag"]
    first = tenant.api().patch(path, json={"tax": 1}, headers={"If-Match": seen})
    assert first.status_code == 200
    assert first.headers["ETag"] == tenant.api().get(path).headers["ETag"] != seen
    stale = tenant.api().patch(path, json={"tax": 2}, headers={"If-Match": seen})
    assert (stale.status_code, error_of(stale)) == (412, "stale_version")
    assert order_of(tenant, order)["tax"] == 1


@pytest.mark.parametrize(
    ("items", "faults"),
    [
        ([{"id": "00000000-0000-7000-8000-000000000000", "quantity": 1}], {"items[0].id": "unknown_line"}),
        ([{"id": "x", "quantity": 1}], {"items[0].id": "invalid_id"}),
        ([{"quantity": 1}], {"items[0].name": "required", "items[0].price": "required"}),
        ([{"name": "x", "external_id": "L1", "quantity": 1, "price": 1}], {"items[0].external_id": "already_exists"}),
    ],
)
def test_lines_that_do_not_fit_the_order_are_refused(
    tenant: Tenant, items: list[dict[str, Any]], faults: dict[str, str]
) -> None:
    order = make_order(tenant)
    answer = tenant.api().patch(f"/v1/purchase-orders/{order['id']}", json={"items": items})
    assert answer.status_code == 400
    assert fields_of(answer) == faults
    assert order_of(tenant, order)["items"] == order["items"]


def test_both_spellings_of_the_path_answer(tenant: Tenant) -> None:
    order = make_order(tenant)
    assert tenant.api().get(f"/v1/purchase-orders/{order['id']}/").status_code == 200
    assert tenant.api().get("/v1/purchase-orders/").json()["count"] == 1
