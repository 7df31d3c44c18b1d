"""Receipts as people read, enter and change them."""

import pytest

from harness.dashboard import browser
from harness.invoices import make_vendor
from harness.orders import make_order
from harness.receipts import line, make_receipt, receipt_of, received
from harness.server import Server
from harness.tenants import Tenant


def test_the_list_says_when_there_are_no_receipts(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/receipts")
    assert (page.status, "There are no receipts yet" in page.words) == (200, True)


def test_the_list_names_order_and_vendor(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant, erp_vendor_name="Hof & Gut")
    order = make_order(tenant, vendor=vendor, po_number="PO-88")
    receipt = make_receipt(tenant, order)
    page = browser(server, tenant).open("/receipts?search=hof")
    assert {f"/receipts/{receipt['id']}", f"/purchase-orders/{order['id']}"} <= set(page.links)
    assert ("PO-88" in page.words, "Hof & Gut" in page.words, "$30.00" in page.words) == (True, True, True)


def test_an_unknown_status_is_told(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/receipts?status=lost")
    assert (page.status, "Send one of" in page.words) == (400, True)


def test_a_receipt_is_entered_for_an_order(server: Server, tenant: Tenant) -> None:
    order = make_order(tenant)
    choose = browser(server, tenant).open("/receipts/new")
    assert f"/receipts/new?order={order['id']}" in choose.links
    page = choose.browser.open(f"/receipts/new?order={order['id']}")
    typed = {"receipt_number": "GR-1", "date": "2026-11-10", "total_amount": "40", "items[1].quantity": "3.5"}
    sent = page.send("/receipts/new", typed)
    assert sent.status == 303, sent.words[:900]
    assert "The receipt is entered" in sent.follow().words
    assert received(tenant, order) == [0, 3.5]


def test_what_is_wrong_with_a_line_stands_beside_that_line(server: Server, tenant: Tenant) -> None:
    order = make_order(tenant)
    page = browser(server, tenant).open(f"/receipts/new?order={order['id']}")
    typed = {"receipt_number": "GR-1", "date": "2026-11-10", "total_amount": "40", "items[1].quantity": "some"}
    again = page.send("/receipts/new", typed)
    assert again.status == 400
    assert again.form("/receipts/new").fields["items[1].quantity"] == "some"
    assert again.text.index('name="items[1].quantity"') < again.text.index('aria-invalid="true"')


def test_a_receipt_of_nothing_is_refused(server: Server, tenant: Tenant) -> None:
    order = make_order(tenant)
    page = browser(server, tenant).open(f"/receipts/new?order={order['id']}")
    again = page.send("/receipts/new", {"receipt_number": "GR-1", "date": "2026-11-10", "total_amount": "40"})
    assert again.status == 400
    assert received(tenant, order) == [0, 0]


def test_quantities_are_corrected_and_lines_added(server: Server, tenant: Tenant) -> None:
    order = make_order(tenant)
    receipt = make_receipt(tenant, order)
    path = f"/receipts/{receipt['id']}/edit"
    page = browser(server, tenant).open(path)
    assert page.form(path).fields["items[0].quantity"] == "1"
    sent = page.send(path, {"items[0].quantity": "2", "items[1].quantity": "1", "note": "Two bags were torn"})
    assert sent.status == 303, sent.words[:900]
    assert (received(tenant, order), receipt_of(tenant, receipt)["note"]) == ([2, 1], "Two bags were torn")


def test_what_another_changed_meanwhile_is_not_overwritten(server: Server, tenant: Tenant) -> None:
    order = make_order(tenant)
    receipt = make_receipt(tenant, order)
    path = f"/receipts/{receipt['id']}/edit"
    page = browser(server, tenant).open(path)
    tenant.api().patch(
        f"/v1/receipts/{receipt['id']}", json={"items": [{"id": receipt["items"][0]["id"], "quantity": 2}]}
    )
    again = page.send(path, {"note": "Late"})
    assert (again.status, again.form(path).fields["items[0].quantity"]) == (412, "2")
    assert again.send(path).status == 303
    now = receipt_of(tenant, receipt)
    assert (now["note"], now["items"][0]["quantity"]) == ("Late", 2)


@pytest.mark.parametrize("verb", ["archive", "delete"])
def test_a_receipt_is_taken_away_with_a_reason_and_comes_back(server: Server, tenant: Tenant, verb: str) -> None:
    order = make_order(tenant)
    receipt = make_receipt(tenant, order)
    here = f"/receipts/{receipt['id']}"
    page = browser(server, tenant).open(here)
    assert page.send(f"{here}/{verb}", {"reason": ""}).status == 400
    shown = page.send(f"{here}/{verb}", {"reason": "Counted twice"}).follow()
    assert ("Counted twice" in shown.words, received(tenant, order)) == (True, [0, 0])
    undo = next(form for form in shown.forms if form.action == f"{here}/reopen")
    assert shown.browser.send_form(undo).status == 303
    assert received(tenant, order) == [1, 0]


def test_a_receipt_that_somebody_else_has_archived_since_is_not_reopened_by_an_undo(
    server: Server, tenant: Tenant
) -> None:
    receipt = make_receipt(tenant, make_order(tenant))
    here = f"/receipts/{receipt['id']}"
    shown = browser(server, tenant).open(here).send(f"{here}/archive", {"reason": "Counted twice"}).follow()
    for step in ("reopen", "archive"):
        assert tenant.api("second").post(f"/v1{here}/{step}", json={"reason": "Not ours"}).status_code == 200
    undo = next(form for form in shown.forms if form.action == f"{here}/reopen" and "_etag" in form.fields)
    assert shown.browser.send_form(undo).status == 412
    now = receipt_of(tenant, receipt)
    assert (now["status"], now["put_away_reason"]) == ("archived", "Not ours")


def test_a_problem_is_said_in_words(server: Server, tenant: Tenant) -> None:
    order = make_order(tenant)
    receipt = make_receipt(tenant, order, [line(order["items"][0], 9)])
    page = browser(server, tenant).open(f"/receipts/{receipt['id']}")
    assert "With it more came than was ordered" in page.words
