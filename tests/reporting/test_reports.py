"""Reports as of a day, through the public API."""

from datetime import timedelta
from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.invoices import make_invoice, make_vendor
from harness.matching import billed
from harness.orders import make_order
from harness.receipts import line, make_receipt
from harness.tenants import Tenant

FLOUR = {"name": "Flour", "sku": "FL-1", "quantity": 2, "price": 30.00, "unit": "BG"}
SUGAR = {"name": "Sugar", "sku": "SU-1", "quantity": 4, "price": 10.00, "unit": "BG"}


def report(tenant: Tenant, name: str, user: str = "all", **params: Any) -> dict[str, Any]:
    asked = {"ottimate_company_id": tenant.company(), **params}
    answer = tenant.api(user).get(f"/v1/reports/{name}", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def accrued(tenant: Tenant, as_of: str, **params: Any) -> list[tuple[str, float, float]]:
    found = report(tenant, "received-not-invoiced", as_of=as_of, **params)
    return [(one["name"], one["quantity"], one["amount"]) for one in found["lines"]]


def test_goods_count_from_their_receipt_until_their_invoice(tenant: Tenant) -> None:
    order = make_order(tenant)
    flour, sugar = order["items"]
    make_receipt(tenant, order, [line(flour, 2), line(sugar, 1)], date="2026-10-20")
    make_receipt(tenant, order, [line(sugar, 3)], date="2026-11-05")
    billed(tenant, order, [{**SUGAR, "quantity": 2}], invoice_date="2026-11-10")
    assert accrued(tenant, "2026-10-19") == []
    assert accrued(tenant, "2026-10-31") == [("Flour", 2, 60), ("Sugar", 1, 10)]
    assert sorted(accrued(tenant, "2026-11-09")) == [("Flour", 2, 60), ("Sugar", 4, 40)]
    assert sorted(accrued(tenant, "2026-11-10")) == [("Flour", 2, 60), ("Sugar", 2, 20)]


def test_an_accrual_says_what_it_comes_to_on_every_page(tenant: Tenant) -> None:
    order = make_order(tenant)
    make_receipt(tenant, order, [line(order["items"][0], 2), line(order["items"][1], 4)], date="2026-10-20")
    for page in (1, 2, 3):
        found = report(tenant, "received-not-invoiced", as_of="2026-11-01", page=page, limit=1)
        assert (found["lines_count"], found["total_amount"], len(found["lines"])) == (2, 100, 0 if page == 3 else 1)


def test_an_archived_invoice_and_a_deleted_receipt_count_no_more(tenant: Tenant) -> None:
    order = make_order(tenant)
    receipt = make_receipt(tenant, order, [line(order["items"][0], 2)], date="2026-10-20")
    invoice = billed(tenant, order, [FLOUR], invoice_date="2026-10-21")
    assert accrued(tenant, "2026-10-31") == []
    tenant.api().post(f"/v1/invoices/{invoice['id']}/archive", json={})
    assert accrued(tenant, "2026-10-31") == [("Flour", 2, 60)]
    tenant.api().post(f"/v1/receipts/{receipt['id']}/delete", json={"reason": "Counted wrongly."})
    assert accrued(tenant, "2026-10-31") == []


def test_open_orders_tell_what_is_ordered_received_and_billed(tenant: Tenant) -> None:
    order = make_order(tenant, date="2026-09-01")
    make_receipt(tenant, order, [line(order["items"][0], 2)])
    billed(tenant, order, [{**FLOUR, "quantity": 1}])
    closed = make_order(tenant, is_2_way=True)
    billed(tenant, closed, [FLOUR, SUGAR])
    found = report(tenant, "open-orders")
    (shown,) = found["orders"]
    assert shown["po_number"] == order["po_number"]
    amounts = ("ordered_amount", "received_amount", "billed_amount", "open_amount")
    assert [shown[name] for name in amounts] == [100, 60, 30, 70]
    assert found["total_open_amount"] == 70


def pay(tenant: Tenant, invoice: dict[str, Any], amount: float, day: str) -> str:
    body = {"paid_on": day, "amount": amount}
    answer = tenant.api().post(f"/v1/invoices/{invoice['id']}/payments", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()["payment"]["id"]


def aged(tenant: Tenant, as_of: str, **params: Any) -> dict[str, float]:
    (total,) = report(tenant, "aging", as_of=as_of, **params)["totals"]
    return {name: value for name, value in total.items() if value and name not in ("currency", "approved")}


def test_what_is_owed_ages_by_its_due_date(tenant: Tenant) -> None:
    make_invoice(tenant, invoice_date="2026-08-01", due_date="2026-08-31")
    assert report(tenant, "aging", as_of="2026-07-31")["totals"] == []
    expected = {"2026-08-31": "not_due", "2026-09-01": "days_1_30", "2026-10-01": "days_31_60"}
    expected |= {"2026-10-31": "days_61_90", "2026-11-30": "days_over_90"}
    for day, bucket in expected.items():
        assert aged(tenant, day) == {bucket: 110, "total": 110}, day


def test_payments_and_credit_memos_lower_what_was_owed_on_the_day(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice = make_invoice(tenant, vendor=vendor, invoice_date="2026-08-01", due_date="2026-08-31")
    memo: dict[str, Any] = {"type": "credit_memo", "invoice_date": "2026-09-10", "due_date": "2026-09-10"}
    make_invoice(tenant, vendor=vendor, total_amount=10, total_tax=0, items=[], **memo)
    payment = pay(tenant, invoice, 60, "2026-09-05")
    assert aged(tenant, "2026-09-04")["total"] == 110
    assert aged(tenant, "2026-09-05")["total"] == 50
    assert aged(tenant, "2026-09-10") == {"days_1_30": 50, "not_due": -10, "total": 40}
    tenant.api().post(f"/v1/payments/{payment}/void", json={"reason": "Bounced."})
    assert aged(tenant, "2026-09-10")["total"] == 40, "voided today: on that day it counted"
    assert aged(tenant, "2027-01-01")["total"] == 100


def test_what_was_archived_later_was_owed_until_then(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, invoice_date="2026-08-01", due_date="2026-08-31")
    tenant.api().post(f"/v1/invoices/{invoice['id']}/archive", json={})
    today = tenant.server.clock.now().date()
    assert aged(tenant, "2026-08-31") == {"not_due": 110, "total": 110}
    assert aged(tenant, str(today - timedelta(days=1)))["total"] == 110
    assert report(tenant, "aging", as_of=str(today))["totals"] == []


def test_vendors_come_in_pages_and_the_totals_are_of_all(tenant: Tenant) -> None:
    for _ in range(3):
        make_invoice(tenant, vendor=make_vendor(tenant), invoice_date="2026-08-01")
    for page, shown in ((1, 2), (2, 1), (3, 0)):
        found = report(tenant, "aging", as_of="2026-11-20", page=page, limit=2)
        assert (found["vendors_count"], len(found["vendors"]), found["totals"][0]["total"]) == (3, shown, 330), page


def test_what_a_report_comes_to_is_rounded_once(tenant: Tenant) -> None:
    items = [
        {"external_id": f"L{n}", "name": f"Item {n}", "quantity": 1, "price": 0.335, "uom": "EA"} for n in range(3)
    ]
    order = make_order(tenant, items=items, total_amount=1.01)
    make_receipt(tenant, order, [line(item) for item in order["items"]], date="2026-10-20")
    found = report(tenant, "received-not-invoiced", as_of="2026-11-01")
    assert ([one["amount"] for one in found["lines"]], found["total_amount"]) == ([0.34, 0.34, 0.34], 1.01)
    orders = report(tenant, "open-orders")
    assert (orders["orders"][0]["open_amount"], orders["total_open_amount"]) == (1.01, 1.01)


def test_amounts_of_two_currencies_are_never_added(tenant: Tenant) -> None:
    for currency in ("USD", "EUR"):
        make_invoice(tenant, currency=currency, invoice_date="2026-11-01")
    found = report(tenant, "aging", as_of="2026-11-20")
    assert [(one["currency"], one["total"]) for one in found["totals"]] == [("EUR", 110), ("USD", 110)]


def test_whoever_sees_one_location_sees_its_part_of_every_report(tenant: Tenant) -> None:
    park: dict[str, Any] = {"ottimate_location_id": tenant.location("park")}
    order = make_order(tenant, **park)
    make_receipt(tenant, order, [line(order["items"][0], 2)], date="2026-10-20")
    billed(tenant, order, [SUGAR], **park)
    assert report(tenant, "open-orders")["orders_count"] == 1
    assert report(tenant, "open-orders", user="main")["orders_count"] == 0
    assert report(tenant, "received-not-invoiced", user="main")["total_amount"] == 0
    assert report(tenant, "aging", user="main")["vendors"] == []
    params = {"ottimate_company_id": tenant.company(), **park}
    assert error_of(tenant.api("main").get("/v1/reports/aging", params=params)) == "out_of_scope"


@pytest.mark.parametrize("name", ["received-not-invoiced", "open-orders", "price-variances", "aging"])
def test_another_account_has_no_such_company(tenant: Tenant, other_tenant: Tenant, name: str) -> None:
    params = {"ottimate_company_id": tenant.company()}
    assert other_tenant.api().get(f"/v1/reports/{name}", params=params).status_code == 404
    assert tenant.api().get(f"/v1/reports/{name}").status_code == 400


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "2026-11-20T00:00:00Z"])
def test_a_day_that_is_none_is_refused(tenant: Tenant, day: str) -> None:
    params = {"ottimate_company_id": tenant.company(), "as_of": day}
    answer = tenant.api().get("/v1/reports/aging", params=params)
    assert (answer.status_code, list(fields_of(answer))) == (400, ["as_of"])
