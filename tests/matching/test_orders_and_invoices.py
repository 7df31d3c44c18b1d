"""Invoices against orders and receipts, through the public API: what holds them, what lets them go, what is taken of whom."""

from typing import Any

import pytest

from harness.api import error_of
from harness.dimensions import make_dimension
from harness.invoices import make_invoice, make_vendor
from harness.matching import (
    billed,
    invoice_now,
    look_at_orders,
    make_tolerance,
    match_of,
    reasons,
    set_orders_needed,
)
from harness.orders import make_order, order_of
from harness.receipts import line, make_receipt
from harness.tenants import Tenant

FLOUR = {"name": "Flour", "sku": "FL-1", "quantity": 2, "price": 30.00, "unit": "BG"}
SUGAR = {"name": "Sugar", "sku": "SU-1", "quantity": 4, "price": 10.00, "unit": "BG"}


def two_way(tenant: Tenant, **changes: Any) -> dict[str, Any]:
    return make_order(tenant, is_2_way=True, **changes)


def accept(tenant: Tenant, invoice: dict[str, Any], user: str = "second", **body: Any) -> Any:
    path = f"/v1/invoices/{invoice['id']}/match/accept"
    return tenant.api(user).post(path, json={"reason": "Agreed by phone.", **body})


def test_a_company_without_orders_matches_nothing(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, purchase_order="PO-1")
    assert reasons(invoice) == []
    assert match_of(tenant, invoice)["outcome"] == "no_order"


def test_what_is_billed_as_ordered_goes_on_and_closes_the_order(tenant: Tenant) -> None:
    order = two_way(tenant)
    invoice = billed(tenant, order, [FLOUR, SUGAR])
    assert (invoice["status"], reasons(invoice)) == ("pending-approval", [])
    found = match_of(tenant, invoice)
    assert (found["outcome"], found["holds"]) == ("matched", False)
    assert [(one["pairing"], one["quantity"]) for one in found["lines"]] == [("sku", 2), ("sku", 4)]
    assert [one["quantity_billed"] for one in order_of(tenant, order)["items"]] == [2, 4]
    assert order_of(tenant, order)["status"] == "closed"


def test_a_price_above_the_ordered_one_holds_the_invoice_with_its_numbers(tenant: Tenant) -> None:
    order = two_way(tenant)
    invoice = billed(tenant, order, [{**FLOUR, "price": 31.50}, SUGAR])
    assert (invoice["status"], reasons(invoice)) == ("needs-attention", ["price_variance"])
    (reason,) = invoice["reasons"]
    assert reason["field"] == "items[0]"
    assert "billed 31.5, expected 30" in reason["message"]
    assert "3 USD too much" in reason["message"]


def test_within_tolerance_nothing_is_held_and_a_cent_beyond_it_is(tenant: Tenant) -> None:
    make_tolerance(tenant, price_percent=5)
    at_limit = billed(tenant, two_way(tenant), [{**FLOUR, "price": 31.50}, SUGAR])
    beyond = billed(tenant, two_way(tenant), [{**FLOUR, "price": 31.51}, SUGAR])
    assert (reasons(at_limit), reasons(beyond)) == ([], ["price_variance"])
    assert match_of(tenant, at_limit)["outcome"] == "within_tolerance"


def test_a_change_of_the_tolerance_lets_it_go(tenant: Tenant) -> None:
    invoice = billed(tenant, two_way(tenant), [{**FLOUR, "price": 31.50}, SUGAR])
    make_tolerance(tenant, price_percent=5)
    again = tenant.api().post(f"/v1/invoices/{invoice['id']}/match")
    assert (again.status_code, again.json()["outcome"]) == (200, "within_tolerance")
    assert invoice_now(tenant, invoice)["status"] == "pending-approval"


def test_three_ways_an_invoice_waits_for_the_goods_and_goes_on_by_itself(tenant: Tenant) -> None:
    order = make_order(tenant)
    invoice = billed(tenant, order, [FLOUR, SUGAR])
    assert set(reasons(invoice)) == {"not_received"}
    flour, sugar = order["items"]
    make_receipt(tenant, order, [line(flour, 2), line(sugar, 3)])
    look_at_orders(tenant)
    assert reasons(invoice_now(tenant, invoice)) == ["quantity_variance"]
    make_receipt(tenant, order, [line(sugar, 1)])
    look_at_orders(tenant)
    assert (reasons(invoice_now(tenant, invoice)), invoice_now(tenant, invoice)["status"]) == ([], "pending-approval")
    allocations = [one["allocations"] for one in match_of(tenant, invoice)["lines"]]
    assert [[part["quantity"] for part in parts] for parts in allocations] == [[2], [3, 1]]
    assert all(part["receipt_item_id"] for parts in allocations for part in parts)
    assert order_of(tenant, order)["status"] == "closed"


def test_goods_that_an_invoice_has_billed_are_billed_to_no_other(tenant: Tenant) -> None:
    order = two_way(tenant)
    first = billed(tenant, order, [FLOUR, SUGAR])
    second = billed(tenant, order, [SUGAR])
    assert (reasons(first), reasons(second)) == ([], ["over_billed"])
    assert [one["quantity_billed"] for one in order_of(tenant, order)["items"]] == [2, 4]


def test_an_archived_invoice_gives_back_what_another_then_takes(tenant: Tenant) -> None:
    order = two_way(tenant)
    first, second = billed(tenant, order, [FLOUR]), billed(tenant, order, [FLOUR, SUGAR])
    assert reasons(second) == ["over_billed"]
    assert tenant.api().post(f"/v1/invoices/{first['id']}/archive", json={}).status_code == 200
    look_at_orders(tenant)
    assert reasons(invoice_now(tenant, second)) == []
    assert tenant.api().post(f"/v1/invoices/{first['id']}/restore", json={}).status_code == 200
    assert reasons(invoice_now(tenant, first)) == ["over_billed"]


def test_a_changed_line_takes_what_it_bills_now(tenant: Tenant) -> None:
    order = two_way(tenant)
    invoice = billed(tenant, order, [SUGAR])
    item = invoice["items"][0]["id"]
    body = {"total_amount": 20, "items": [{"id": item, "quantity": 2, "line_cost": 20}]}
    changed = tenant.api().patch(f"/v1/invoices/{invoice['id']}", json=body)
    assert changed.status_code == 200, changed.text
    assert [one["quantity_billed"] for one in order_of(tenant, order)["items"]] == [0, 2]


def test_a_line_that_nobody_ordered_holds_the_invoice(tenant: Tenant) -> None:
    invoice = billed(tenant, two_way(tenant), [FLOUR, {"name": "Golden spoon", "quantity": 1, "price": 99.00}])
    assert reasons(invoice) == ["not_ordered"]


def test_an_unknown_number_holds_the_invoice_until_the_order_comes(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    two_way(tenant)
    invoice = make_invoice(
        tenant, vendor=vendor, purchase_order="PO 99-4711", items=[FLOUR], total_amount=60, total_tax=0
    )
    assert reasons(invoice) == ["order_not_found"]
    two_way(tenant, vendor=vendor, po_number="99-4711")
    look_at_orders(tenant)
    assert (reasons(invoice_now(tenant, invoice)), match_of(tenant, invoice)["outcome"]) == ([], "matched")


def test_a_mistyped_number_is_found_by_its_lines(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    two_way(tenant, vendor=vendor, po_number="PO-448213")
    two_way(
        tenant, vendor=vendor, po_number="PO-551976", items=[{"name": "Salt", "sku": "SA-1", "quantity": 9, "price": 3}]
    )
    fields = {"items": [FLOUR, SUGAR], "total_amount": 100, "total_tax": 0}
    invoice = make_invoice(tenant, vendor=vendor, purchase_order="PO-448231", **fields)
    assert (reasons(invoice), match_of(tenant, invoice)["purchase_orders"][0]["po_number"]) == ([], "PO-448213")


def test_the_order_of_another_vendor_is_not_taken(tenant: Tenant) -> None:
    order = two_way(tenant)
    invoice = make_invoice(tenant, purchase_order=order["po_number"], items=[FLOUR], total_amount=60, total_tax=0)
    assert reasons(invoice) == ["order_not_found"]
    assert [one["quantity_billed"] for one in order_of(tenant, order)["items"]] == [0, 0]


@pytest.mark.parametrize(("needed", "expected"), [("never", []), ("when_named", []), ("always", ["order_not_found"])])
def test_a_company_says_whether_every_invoice_needs_an_order(tenant: Tenant, needed: str, expected: list[str]) -> None:
    two_way(tenant)
    set_orders_needed(tenant, needed)
    assert reasons(make_invoice(tenant)) == expected


def test_lines_are_coded_as_they_were_ordered(tenant: Tenant) -> None:
    for number in ("5100", "5200"):
        make_dimension(tenant, "account", number)
    items = [
        {"name": "Flour", "sku": "FL-1", "quantity": 2, "price": 30, "uom": "BG", "dimensions": {"ACCOUNT": "5100"}},
        {"name": "Sugar", "sku": "SU-1", "quantity": 4, "price": 10, "uom": "BG", "dimensions": {"ACCOUNT": "5200"}},
    ]
    order = two_way(tenant, items=items)
    own = {**SUGAR, "dimensions": {"ACCOUNT": "5100"}}
    shown = billed(tenant, order, [FLOUR, own])["items"]
    assert [one["dimensions"]["ACCOUNT"]["erp_dimension_id"] for one in shown] == ["5100", "5100"]
    assert shown[0]["coding"]["ACCOUNT"]["source"] == "purchase_order"
    assert order["po_number"] in shown[0]["coding"]["ACCOUNT"]["reason"]


def test_an_order_that_comes_later_codes_what_is_not_coded(tenant: Tenant) -> None:
    make_dimension(tenant, "account", "5100")
    vendor = make_vendor(tenant)
    two_way(tenant)
    invoice = make_invoice(tenant, vendor=vendor, purchase_order="L-1", items=[FLOUR], total_amount=60, total_tax=0)
    items = [{"name": "Flour", "sku": "FL-1", "quantity": 2, "price": 30, "dimensions": {"ACCOUNT": "5100"}}]
    two_way(tenant, vendor=vendor, po_number="L-1", items=items)
    look_at_orders(tenant)
    assert invoice_now(tenant, invoice)["items"][0]["dimensions"]["ACCOUNT"]["erp_dimension_id"] == "5100"


def test_an_accepted_difference_holds_for_the_numbers_that_were_seen(tenant: Tenant) -> None:
    order = two_way(tenant)
    invoice = billed(tenant, order, [{**FLOUR, "price": 31.50}, SUGAR])
    assert accept(tenant, invoice).status_code == 200
    assert invoice_now(tenant, invoice)["status"] == "pending-approval"
    (finding,) = [
        one for one in match_of(tenant, invoice)["lines"][0]["findings"] if one["outcome"] == "price_variance"
    ]
    assert (finding["holds"], finding["decided"]["decision"]) == (False, "accepted")
    item = invoice["items"][0]["id"]
    dearer = {"total_amount": 104, "items": [{"id": item, "price": 32, "line_cost": 64}]}
    assert tenant.api().patch(f"/v1/invoices/{invoice['id']}", json=dearer).status_code == 200
    assert reasons(invoice_now(tenant, invoice)) == ["price_variance"]


def test_only_named_lines_are_accepted(tenant: Tenant) -> None:
    invoice = billed(tenant, two_way(tenant), [{**FLOUR, "price": 31}, {**SUGAR, "price": 11}])
    first, second = (item["id"] for item in invoice["items"])
    assert accept(tenant, invoice, item_ids=[first]).status_code == 200
    assert [one["field"] for one in invoice_now(tenant, invoice)["reasons"]] == ["items[1]"]
    assert error_of(accept(tenant, invoice, item_ids=[first])) == "nothing_held"
    assert accept(tenant, invoice, item_ids=[second]).status_code == 200
    assert invoice_now(tenant, invoice)["reasons"] == []


def test_nobody_accepts_what_they_entered_themselves(tenant: Tenant) -> None:
    invoice = billed(tenant, two_way(tenant), [{**FLOUR, "price": 31.50}, SUGAR])
    assert error_of(accept(tenant, invoice, user="all")) == "own_invoice"
    assert error_of(accept(tenant, invoice, user="editor")) == "permission_denied"
    assert reasons(invoice_now(tenant, invoice)) == ["price_variance"]


def test_the_lines_to_pair_with_are_told_where_they_are_asked_for(tenant: Tenant) -> None:
    order = order_of(tenant, make_order(tenant, is_2_way=True))
    invoice = billed(tenant, order, [{"name": "Flour", "sku": "FL-1", "quantity": 2, "price": 30}])
    asked = tenant.api().get(f"/v1/invoices/{invoice['id']}/match", params={"expand": "order_lines"}).json()
    assert asked["order_lines"] == [
        {"ottimate_po_item_id": item["id"], "ottimate_po_id": order["id"], "name": item["name"]}
        for item in order["items"]
    ]
    assert "order_lines" not in match_of(tenant, invoice)
    wrong = tenant.api().get(f"/v1/invoices/{invoice['id']}/match", params={"expand": "lines"})
    assert wrong.status_code == 400


def test_a_pair_made_by_hand_is_remembered_for_the_next_invoice(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    order = two_way(tenant, vendor=vendor)
    strange = {"name": "WZ TYP 550 25KG SACK", "quantity": 1, "price": 30.00, "unit": "BG"}
    invoice = billed(tenant, order, [strange])
    assert reasons(invoice) == ["not_ordered"]
    lines = [{"item_id": invoice["items"][0]["id"], "ottimate_po_item_id": order["items"][0]["id"]}]
    linked = tenant.api().post(f"/v1/invoices/{invoice['id']}/match/lines", json={"lines": lines})
    assert (linked.status_code, linked.json()["lines"][0]["pairing"]) == (200, "link")
    assert reasons(invoice_now(tenant, invoice)) == []
    later = billed(tenant, order, [strange])
    assert (reasons(later), match_of(tenant, later)["lines"][0]["pairing"]) == ([], "memory")


def test_a_pair_made_by_who_sees_one_location_holds_for_its_invoice_alone(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    order = two_way(tenant, vendor=vendor)
    strange = {"name": "WZ TYP 550 25KG SACK", "quantity": 1, "price": 30.00, "unit": "BG"}
    invoice = billed(tenant, order, [strange])
    lines = [{"item_id": invoice["items"][0]["id"], "ottimate_po_item_id": order["items"][0]["id"]}]
    linked = tenant.api("main").post(f"/v1/invoices/{invoice['id']}/match/lines", json={"lines": lines})
    assert (linked.status_code, linked.json()["lines"][0]["pairing"]) == (200, "link")
    assert reasons(invoice_now(tenant, invoice)) == []
    assert reasons(billed(tenant, order, [strange])) == ["not_ordered"]


def test_that_a_line_belongs_to_no_order_is_a_decision(tenant: Tenant) -> None:
    invoice = billed(tenant, two_way(tenant), [FLOUR, {"name": "Golden spoon", "quantity": 1, "price": 99.00}])
    path = f"/v1/invoices/{invoice['id']}/match/lines"
    body = {"lines": [{"item_id": invoice["items"][1]["id"], "ottimate_po_item_id": None}]}
    assert error_of(tenant.api("editor").post(path, json=body)) == "permission_denied"
    assert error_of(tenant.api("all").post(path, json=body)) == "own_invoice"
    assert tenant.api("second").post(path, json=body).status_code == 200
    assert reasons(invoice_now(tenant, invoice)) == []
    dearer = {"total_amount": 960, "items": [{"id": invoice["items"][1]["id"], "price": 900, "line_cost": 900}]}
    assert tenant.api().patch(f"/v1/invoices/{invoice['id']}", json=dearer).status_code == 200
    assert reasons(invoice_now(tenant, invoice)) == ["not_ordered"]


def test_a_line_is_not_paired_with_what_another_vendor_sells(tenant: Tenant) -> None:
    invoice = billed(tenant, two_way(tenant), [FLOUR])
    other = two_way(tenant)
    lines = [{"item_id": invoice["items"][0]["id"], "ottimate_po_item_id": other["items"][0]["id"]}]
    answer = tenant.api().post(f"/v1/invoices/{invoice['id']}/match/lines", json={"lines": lines})
    assert (answer.status_code, error_of(answer)) == (400, "unknown_order_line")


def test_an_order_that_shrinks_below_what_was_billed_takes_back_and_holds(tenant: Tenant) -> None:
    order = two_way(tenant)
    invoice = billed(tenant, order, [FLOUR, SUGAR])
    item = order["items"][1]["id"]
    answer = tenant.api().patch(f"/v1/purchase-orders/{order['id']}", json={"items": [{"id": item, "quantity": 3}]})
    assert answer.status_code == 200, answer.text
    assert order_of(tenant, order)["status"] == "flagged"
    look_at_orders(tenant)
    assert reasons(invoice_now(tenant, invoice)) == ["quantity_variance", "order_flagged"]
    assert [one["quantity_billed"] for one in order_of(tenant, order)["items"]] == [2, 3]


def test_an_approved_invoice_stays_approved_whatever_becomes_of_its_order(tenant: Tenant) -> None:
    order = two_way(tenant)
    invoice = billed(tenant, order, [FLOUR, SUGAR])
    assert tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve").status_code == 200
    item = order["items"][0]["id"]
    tenant.api().patch(f"/v1/purchase-orders/{order['id']}", json={"items": [{"id": item, "price": 20}]})
    look_at_orders(tenant)
    assert invoice_now(tenant, invoice)["status"] == "ready-for-export"
    assert match_of(tenant, invoice)["outcome"] == "price_variance"


def test_a_credit_memo_takes_nothing_of_an_order(tenant: Tenant) -> None:
    order = two_way(tenant)
    invoice = billed(tenant, order, [FLOUR], type="credit_memo")
    assert (reasons(invoice), match_of(tenant, invoice)["outcome"]) == ([], "no_order")
    assert [one["quantity_billed"] for one in order_of(tenant, order)["items"]] == [0, 0]


def test_looking_twice_writes_nothing_the_second_time(tenant: Tenant) -> None:
    order = make_order(tenant)
    invoice = billed(tenant, order, [FLOUR])
    make_receipt(tenant, order, [line(order["items"][0], 2)])
    look_at_orders(tenant)
    before = invoice_now(tenant, invoice)
    tenant.api().post(f"/v1/invoices/{invoice['id']}/match")
    assert invoice_now(tenant, invoice) == before
    assert look_at_orders(tenant) == 0


def test_another_account_learns_nothing_of_a_match(tenant: Tenant, other_tenant: Tenant) -> None:
    invoice = billed(tenant, two_way(tenant), [FLOUR])
    for path in ("match", "match/accept", "match/lines"):
        method = "GET" if path == "match" else "POST"
        body = {"accept": {"reason": "x"}, "lines": {"lines": []}}.get(path.partition("/")[2])
        answer = other_tenant.api().request(method, f"/v1/invoices/{invoice['id']}/{path}", json=body)
        assert answer.status_code == 404, path


@pytest.mark.parametrize("change", [{"total_amount": 9000}, {"erp_vendor_id": "another"}], ids=["total", "vendor"])
def test_that_no_order_is_needed_holds_for_what_was_seen(tenant: Tenant, change: dict[str, Any]) -> None:
    two_way(tenant)
    invoice = make_invoice(tenant, purchase_order="UNKNOWN-77", items=[], total_amount=10, total_tax=0)
    assert accept(tenant, invoice).status_code == 200
    assert reasons(invoice_now(tenant, invoice)) == []
    if "erp_vendor_id" in change:
        change = {"erp_vendor_id": make_vendor(tenant)["erp_vendor_id"]}
    assert tenant.api().patch(f"/v1/invoices/{invoice['id']}", json=change).status_code == 200
    assert reasons(invoice_now(tenant, invoice)) == ["order_not_found"]


def test_a_unit_that_was_accepted_is_accepted_for_its_amount_alone(tenant: Tenant) -> None:
    invoice = billed(tenant, two_way(tenant), [{**FLOUR, "unit": "PLT", "quantity": 1, "price": 10}])
    assert reasons(invoice) == ["not_convertible"]
    assert accept(tenant, invoice).status_code == 200
    dearer = {"total_amount": 9000, "items": [{"id": invoice["items"][0]["id"], "price": 9000, "line_cost": 9000}]}
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json=dearer)
    assert reasons(invoice_now(tenant, invoice)) == ["not_convertible"]


def test_money_for_a_quantity_of_zero_was_not_ordered(tenant: Tenant) -> None:
    line = {"name": "Flour", "sku": "FL-1", "quantity": 0, "price": 30, "amount": 500}
    order = two_way(tenant)
    fields = {"purchase_order": order["po_number"], "total_amount": 500, "total_tax": 0, "items": [line]}
    invoice = make_invoice(tenant, vendor={"erp_vendor_id": order["erp_vendor_id"]}, **fields)
    assert "not_ordered" in reasons(invoice)


def test_an_invoice_that_is_all_tax_is_not_what_was_ordered(tenant: Tenant) -> None:
    order = two_way(tenant)
    fields = {"purchase_order": order["po_number"], "total_amount": 1000, "total_tax": 1000, "items": []}
    invoice = make_invoice(tenant, vendor={"erp_vendor_id": order["erp_vendor_id"]}, **fields)
    assert reasons(invoice) == ["total_variance"]


def test_another_currency_than_the_orders_is_held(tenant: Tenant) -> None:
    assert reasons(billed(tenant, two_way(tenant), [FLOUR], currency="GBP")) == ["currency_differs"]


def link_first_line(tenant: Tenant, invoice: dict[str, Any], order: dict[str, Any]) -> Any:
    lines = [{"item_id": invoice["items"][0]["id"], "ottimate_po_item_id": order["items"][0]["id"]}]
    return tenant.api().post(f"/v1/invoices/{invoice['id']}/match/lines", json={"lines": lines})


def test_a_pair_ends_with_the_vendor_and_with_the_order(tenant: Tenant) -> None:
    for end in ("vendor", "archive"):
        order = two_way(tenant)
        invoice = billed(tenant, order, [{**FLOUR, "name": "WZ TYP 550", "sku": None}])
        assert link_first_line(tenant, invoice, order).status_code == 200
        if end == "vendor":
            body = {"erp_vendor_id": make_vendor(tenant)["erp_vendor_id"]}
            tenant.api().patch(f"/v1/invoices/{invoice['id']}", json=body)
        else:
            tenant.api().post(f"/v1/purchase-orders/{order['id']}/archive", json={"reason": "Over."})
            look_at_orders(tenant)
        assert reasons(invoice_now(tenant, invoice)) == ["order_not_found"], end
        assert match_of(tenant, invoice)["lines"] == []


def test_whoever_sees_one_location_pairs_with_its_orders_alone(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    park = two_way(tenant, vendor=vendor, ottimate_location_id=tenant.location("park"))
    invoice = billed(tenant, two_way(tenant, vendor=vendor), [{**FLOUR, "name": "WZ TYP 550", "sku": None}])
    lines = [{"item_id": invoice["items"][0]["id"], "ottimate_po_item_id": park["items"][0]["id"]}]
    answer = tenant.api("main").post(f"/v1/invoices/{invoice['id']}/match/lines", json={"lines": lines})
    assert error_of(answer) == "unknown_order_line"


def test_until_it_is_matched_again_nobody_approves_by_an_order_that_has_changed(tenant: Tenant) -> None:
    order = make_order(tenant)
    receipt = make_receipt(tenant, order, [line(order["items"][0], 2)])
    invoice = billed(tenant, order, [FLOUR])
    assert invoice["status"] == "pending-approval"
    tenant.api().post(f"/v1/receipts/{receipt['id']}/delete", json={"reason": "Counted wrongly."})
    approve = f"/v1/invoices/{invoice['id']}/approve"
    assert error_of(tenant.api("second").post(approve)) == "match_pending"
    look_at_orders(tenant)
    assert reasons(invoice_now(tenant, invoice)) == ["not_received"]


def test_until_it_is_matched_again_nothing_leaves_by_an_order_that_has_changed(tenant: Tenant) -> None:
    order = two_way(tenant)
    invoice = billed(tenant, order, [FLOUR])
    tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    tenant.api().patch(f"/v1/purchase-orders/{order['id']}", json={"invoice_number_ref": "X"})
    body = {"ottimate_company_id": tenant.company(), "invoice_ids": [invoice["id"]]}
    refused = tenant.api().post("/v1/exports", json=body)
    assert refused.status_code >= 400
    look_at_orders(tenant)
    assert tenant.api().post("/v1/exports", json=body).status_code == 201


def test_goods_that_are_given_back_for_a_moment_are_not_taken_by_another_invoice(tenant: Tenant) -> None:
    order = two_way(tenant, external_id="ERP-1")
    first, second = billed(tenant, order, [FLOUR, SUGAR]), billed(tenant, order, [FLOUR, SUGAR])
    assert tenant.api("second").post(f"/v1/invoices/{first['id']}/approve").status_code == 200
    assert reasons(second) == ["over_billed", "over_billed"]
    items = [{**item, "external_id": f"NEW-{n}"} for n, item in enumerate(order_body_items(order))]
    body = {**order_fields(tenant, order), "items": items}
    again = tenant.api().post("/v1/purchase-orders", json=body)
    assert again.status_code == 201, again.text
    matched = tenant.api().post(f"/v1/invoices/{second['id']}/match").json()
    assert matched["outcome"] == "order_changing"
    third = billed(tenant, order, [FLOUR, SUGAR])
    assert reasons(third) == ["order_changing"]
    assert error_of(accept(tenant, third)) == "nothing_held"
    look_at_orders(tenant)
    for held in (second, third):
        assert set(reasons(invoice_now(tenant, held))) >= {"over_billed"}
    assert match_of(tenant, first)["lines"][0]["allocations"]


def test_what_is_to_be_matched_again_is_not_marked_exported(tenant: Tenant) -> None:
    order = two_way(tenant)
    invoice = billed(tenant, order, [FLOUR])
    tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    tenant.api().patch(
        f"/v1/purchase-orders/{order['id']}", json={"items": [{"id": order["items"][0]["id"], "price": 3}]}
    )
    body = {"invoices": [{"invoice_id": invoice["invoice_id"], "export_transaction_id": "T-1"}]}
    marked = tenant.api().post("/v1/invoices/mark-exported", json=body).json()
    assert (marked["updated"], len(marked["failed"])) == ([], 1)


def test_a_credit_memo_that_was_an_invoice_keeps_nobody_waiting(tenant: Tenant) -> None:
    order = make_order(tenant)
    memo = billed(tenant, order, [{**FLOUR, "quantity": 1}])
    assert tenant.api().patch(f"/v1/invoices/{memo['id']}", json={"type": "credit_memo"}).status_code == 200
    invoice = billed(tenant, order, [FLOUR])
    make_receipt(tenant, order, [line(order["items"][0], 2)])
    look_at_orders(tenant)
    assert reasons(invoice_now(tenant, invoice)) == []


def test_an_accepted_line_is_not_paid_to_another_vendor(tenant: Tenant) -> None:
    invoice = billed(tenant, two_way(tenant), [{"name": "Statue", "quantity": 1, "price": 5000}])
    assert accept(tenant, invoice).status_code == 200
    other = two_way(tenant)
    body = {"erp_vendor_id": other["erp_vendor_id"], "purchase_order": other["po_number"]}
    assert tenant.api().patch(f"/v1/invoices/{invoice['id']}", json=body).status_code == 200
    assert reasons(invoice_now(tenant, invoice)) == ["not_ordered"]


def test_nobody_approves_by_a_tolerance_that_was_taken_back(tenant: Tenant) -> None:
    tolerance = make_tolerance(tenant, price_percent=20)
    invoice = billed(tenant, two_way(tenant), [{**FLOUR, "price": 33}])
    tenant.api().patch(f"/v1/matching/tolerances/{tolerance['id']}", json={"price_percent": 1})
    approve = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    assert error_of(approve) == "match_pending"


def test_nobody_approves_an_accepted_number_once_its_order_is_there(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    two_way(tenant)
    invoice = make_invoice(tenant, vendor=vendor, purchase_order="LATE-1", items=[], total_amount=900, total_tax=0)
    assert accept(tenant, invoice).status_code == 200
    two_way(tenant, vendor=vendor, po_number="LATE-1")
    approve = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    assert error_of(approve) == "match_pending"


def order_body_items(order: dict[str, Any]) -> list[dict[str, Any]]:
    return [{name: item[name] for name in ("name", "sku", "quantity", "price", "uom")} for item in order["items"]]


def order_fields(tenant: Tenant, order: dict[str, Any]) -> dict[str, Any]:
    return {
        "external_id": order["external_id"],
        "ottimate_location_id": tenant.location(),
        "po_number": order["po_number"],
        "erp_vendor_id": order["erp_vendor_id"],
        "date": "2026-11-02",
        "total_amount": 100,
        "is_2_way": True,
    }


def test_where_nobody_approves_what_holds_later_holds(new_tenant: Any) -> None:
    tenant = new_tenant(approval_mode="none")
    order = make_order(tenant)
    receipt = make_receipt(tenant, order, [line(order["items"][0], 2)])
    invoice = billed(tenant, order, [FLOUR])
    assert invoice["status"] == "ready-for-export"
    tenant.api().post(f"/v1/receipts/{receipt['id']}/delete", json={"reason": "Counted wrongly."})
    look_at_orders(tenant)
    assert invoice_now(tenant, invoice)["status"] == "needs-attention"


def test_every_invoice_needs_an_order_also_while_there_is_none(tenant: Tenant) -> None:
    set_orders_needed(tenant, "always")
    assert reasons(make_invoice(tenant)) == ["order_not_found"]


def test_a_vendor_with_open_orders_bills_by_them_where_the_company_says_so(tenant: Tenant) -> None:
    set_orders_needed(tenant, "when_open")
    vendor = make_vendor(tenant)
    two_way(tenant, vendor=vendor)
    assert reasons(make_invoice(tenant, vendor=vendor)) == ["order_unsure"]
    assert reasons(make_invoice(tenant)) == []
