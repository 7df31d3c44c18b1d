"""Purchase orders as people read, enter and change them."""

import pytest

from harness.dashboard import browser
from harness.dimensions import make_dimension
from harness.invoices import make_vendor
from harness.matching import billed
from harness.orders import make_order, order_of
from harness.receipts import make_receipt
from harness.server import Server
from harness.tenants import Tenant


def test_the_list_says_when_there_are_no_orders(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/purchase-orders")
    assert (page.status, "There are no purchase orders yet" in page.words) == (200, True)


def test_the_list_shows_orders_with_money_of_their_company(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant, erp_vendor_name="Bäckerei & Söhne")
    make_order(tenant, vendor=vendor, po_number="PO-9 <b>", total_amount=1234.5)
    page = browser(server, tenant).open("/purchase-orders")
    assert "PO-9 <b>" in page.words
    assert "<b>" not in page.text
    assert ("Bäckerei & Söhne" in page.words, "$1,234.50" in page.words, "Open" in page.words) == (True, True, True)


@pytest.mark.parametrize(
    ("query", "there"), [("search=po-77", True), ("search=nothing", False), ("status=archived", False)]
)
def test_filters_of_the_address_choose(server: Server, tenant: Tenant, query: str, there: bool) -> None:
    order = make_order(tenant, po_number="PO-77")
    page = browser(server, tenant).open(f"/purchase-orders?{query}")
    assert (page.status, f"/purchase-orders/{order['id']}" in page.links) == (200, there)


@pytest.mark.parametrize("query", ["date_from=yesterday", "status=lost", "ottimate_location_id=x", "page=-1"])
def test_a_filter_that_means_nothing_is_told_above_an_empty_list(server: Server, tenant: Tenant, query: str) -> None:
    page = browser(server, tenant).open(f"/purchase-orders?{query}")
    assert (page.status, "This was not done" in page.words) == (400, True)


def test_an_order_shows_what_came_and_who_billed_it(server: Server, tenant: Tenant) -> None:
    order = make_order(tenant)
    receipt = make_receipt(tenant, order)
    invoice = billed(tenant, order, [{"name": "Flour", "sku": "FL-1", "quantity": 1, "price": 30}])
    page = browser(server, tenant).open(f"/purchase-orders/{order['id']}")
    assert (f"/receipts/{receipt['id']}" in page.links, f"/invoices/{invoice['id']}" in page.links) == (True, True)
    assert "1 to come" in page.words


def test_an_order_of_another_location_is_not_there(server: Server, tenant: Tenant) -> None:
    order = make_order(tenant, ottimate_location_id=tenant.location("park"))
    page = browser(server, tenant, scope="main").open(f"/purchase-orders/{order['id']}")
    assert page.status == 404


def test_an_order_is_entered_with_its_lines(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    page = browser(server, tenant, company="east").open("/purchase-orders/new")
    typed = {
        "ottimate_location_id": str(tenant.location()),
        "po_number": "PO-1",
        "erp_vendor_id": vendor["erp_vendor_id"],
        "date": "2026-11-02",
        "total_amount": "1,100.50",
        "items[0].name": "Flour",
        "items[0].quantity": "2.5",
        "items[0].price": "40",
        "items[2].name": "Sugar",
        "items[2].quantity": "1",
        "items[2].price": "1000.5",
    }
    sent = page.send("/purchase-orders/new", typed)
    assert sent.status == 303, sent.words[:900]
    shown = sent.follow()
    assert "The order is entered" in shown.words
    order = order_of(tenant, shown.answer.url.path.rsplit("/", 1)[1])
    assert (order["total_amount"], [item["name"] for item in order["items"]]) == (1100.5, ["Flour", "Sugar"])


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/purchase-orders/new")
    typed = {"po_number": "PO-Ü", "total_amount": "much", "items[1].name": "Salz", "items[1].quantity": "-1"}
    typed["ottimate_location_id"] = str(tenant.location())
    again = page.send("/purchase-orders/new", typed)
    assert again.status == 400
    fields = again.form("/purchase-orders/new").fields
    assert (fields["po_number"], fields["total_amount"], fields["items[0].name"]) == ("PO-Ü", "much", "Salz")
    assert again.text.count('aria-invalid="true"') >= 5
    assert browser(server, tenant).open("/purchase-orders").words.count("PO-Ü") == 0


def test_more_lines_are_offered_without_losing_any(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/purchase-orders/new")
    more = page.send("/purchase-orders/new", {"po_number": "PO-5", "items[0].name": "A", "more_lines": "yes"})
    fields = more.form("/purchase-orders/new").fields
    assert (more.status, fields["po_number"], fields["items[0].name"]) == (200, "PO-5", "A")
    assert "items[10].name" in fields


def test_only_what_was_touched_is_changed(server: Server, tenant: Tenant) -> None:
    order = make_order(tenant)
    page = browser(server, tenant).open(f"/purchase-orders/{order['id']}/edit")
    path = f"/purchase-orders/{order['id']}/edit"
    sent = page.send(path, {"freight": "5", "items[1].quantity": "6", "items[2].name": "Salt"})
    assert sent.status == 400  # a new line needs a quantity and a price
    assert sent.form(path).fields["items[1].quantity"] == "6"
    sent = sent.send(path, {"items[2].quantity": "1", "items[2].price": "0.5"})
    assert sent.status == 303, sent.words[:900]
    now = order_of(tenant, order)
    quantities = [(item["name"], item["quantity"]) for item in now["items"]]
    assert quantities == [("Flour", 2), ("Sugar", 6), ("Salt", 1)]
    assert (now["freight"], now["external_id"], now["date"]) == (5, None, "2026-11-02")


def test_what_another_changed_meanwhile_is_shown_and_not_overwritten(server: Server, tenant: Tenant) -> None:
    order = make_order(tenant)
    path = f"/purchase-orders/{order['id']}/edit"
    page = browser(server, tenant).open(path)
    tenant.api().patch(f"/v1/purchase-orders/{order['id']}", json={"freight": 7, "total_amount": 107})
    again = page.send(path, {"freight": "5"})
    assert again.status == 412
    assert "Changed meanwhile: 7" in again.words
    fields = again.form(path).fields
    assert (fields["freight"], fields["total_amount"]) == ("5", "107.00")
    assert again.send(path).status == 303
    now = order_of(tenant, order)
    assert (now["freight"], now["total_amount"]) == (5, 107)


def test_an_order_is_closed_with_a_reason_and_that_is_undone(server: Server, tenant: Tenant) -> None:
    order = make_order(tenant)
    here = f"/purchase-orders/{order['id']}"
    page = browser(server, tenant).open(here)
    assert page.send(f"{here}/close", {"reason": " "}).status == 400
    closed = page.send(f"{here}/close", {"reason": "The rest is not needed"})
    assert closed.status == 303, closed.words[:900]
    shown = closed.follow()
    assert "The rest is not needed" in shown.words
    undo = next(form for form in shown.forms if form.action == f"{here}/reopen")
    assert shown.browser.send_form(undo).status == 303
    assert order_of(tenant, order)["status"] == "open"


def test_an_order_that_somebody_else_has_closed_since_is_not_reopened_by_an_undo(
    server: Server, tenant: Tenant
) -> None:
    order = make_order(tenant)
    here = f"/purchase-orders/{order['id']}"
    shown = browser(server, tenant).open(here).send(f"{here}/close", {"reason": "The rest is not needed"}).follow()
    for step in ("reopen", "close"):
        assert tenant.api("second").post(f"/v1{here}/{step}", json={"reason": "Fraud"}).status_code == 200
    undo = next(form for form in shown.forms if form.action == f"{here}/reopen" and "_etag" in form.fields)
    assert shown.browser.send_form(undo).status == 412
    now = order_of(tenant, order)
    assert (now["status"], now["put_away_reason"]) == ("closed", "Fraud")


def test_an_order_is_deleted_and_comes_back(server: Server, tenant: Tenant) -> None:
    order = make_order(tenant)
    here = f"/purchase-orders/{order['id']}"
    deleted = browser(server, tenant).open(here).send(f"{here}/delete")
    assert deleted.status == 303
    assert order_of(tenant, order)["status"] == "deleted"


def test_who_may_not_write_is_offered_nothing_to_write(server: Server, tenant: Tenant) -> None:
    order = make_order(tenant)
    reader = browser(server, tenant, role="Invoice Processor - Read Only")
    page = reader.open(f"/purchase-orders/{order['id']}")
    assert page.status == 200
    assert [form.action for form in page.forms if form.action.startswith("/purchase-orders")] == []


def test_a_form_that_is_sent_twice_enters_one_order(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    page = browser(server, tenant).open("/purchase-orders/new")
    typed = {
        "ottimate_location_id": str(tenant.location()),
        "po_number": "PO-2",
        "erp_vendor_id": vendor["erp_vendor_id"],
        "date": "2026-11-02",
        "total_amount": "1",
        "items[0].name": "Flour",
        "items[0].quantity": "1",
        "items[0].price": "1",
    }
    first, second = page.send("/purchase-orders/new", typed), page.send("/purchase-orders/new", typed)
    assert (first.status, second.status, first.location) == (303, 303, second.location)
    other = page.send("/purchase-orders/new", {**typed, "po_number": "PO-3"})
    assert (other.status, "was sent before with something else in it" in other.words) == (422, True)
    assert other.send("/purchase-orders/new").status == 303


def test_lines_are_coded_with_the_companys_dimensions(server: Server, tenant: Tenant) -> None:
    kitchen = make_dimension(tenant, "department", "D-1")
    order = make_order(tenant)
    path = f"/purchase-orders/{order['id']}/edit"
    page = browser(server, tenant).open(path)
    coded = "items[1].d.DEPARTMENT"
    assert "D-1 Kitchen" in page.words
    wrong = page.send(path, {coded: "NOWHERE"})
    assert (wrong.status, wrong.form(path).fields[coded], wrong.text.count('aria-invalid="true"')) == (
        400,
        "NOWHERE",
        1,
    )
    assert wrong.send(path, {coded: kitchen["erp_dimension_id"]}).status == 303
    now = order_of(tenant, order)["items"]
    assert [{type_: one["code"] for type_, one in item["dimensions"].items()} for item in now] == [
        {},
        {"DEPARTMENT": "D-1"},
    ]


def test_an_order_names_all_that_came_of_it(server: Server, tenant: Tenant) -> None:
    order = make_order(tenant)
    made = {make_receipt(tenant, order)["id"] for _ in range(101)}
    page = browser(server, tenant).open(f"/purchase-orders/{order['id']}")
    assert {link.removeprefix("/receipts/") for link in page.links if link.startswith("/receipts/")} >= made
