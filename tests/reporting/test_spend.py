"""What was bought, by vendor and by what it is coded with, through the public API."""

from decimal import Decimal
from typing import Any, get_args

import pytest

from harness.api import error_of, fields_of
from harness.exports import ready_invoice
from harness.invoices import make_invoice, make_vendor
from harness.reports import behind, exported, report, table
from harness.splits import by_amount, by_percent, make_accounts, split_invoice
from harness.tenants import Tenant
from payables.dimensions.model import DimensionType
from payables.reporting.api.spend import By

NOVEMBER: dict[str, Any] = {"date_from": "2026-11-01", "date_to": "2026-11-30"}


def line(name: str, price: float, account: str | None = None) -> dict[str, Any]:
    coded = {"dimensions": {"ACCOUNT": account}} if account else {}
    return {"name": name, "quantity": 1, "price": price, **coded}


def by_account(tenant: Tenant, **params: Any) -> dict[str, float]:
    rows = report(tenant, "spend", by="account", **{**NOVEMBER, **params})["rows"]
    return {row["erp_id"] or row["kind"]: row["amount"] for row in rows}


def by_vendor(tenant: Tenant, **params: Any) -> list[tuple[str, str, int, float]]:
    rows = report(tenant, "spend", **{**NOVEMBER, **params})["rows"]
    return [(row["erp_id"], row["currency"], row["invoices"], row["amount"]) for row in rows]


def test_every_dimension_type_may_be_asked_for() -> None:
    assert set(get_args(By)) == {"vendor", *(str(type_) for type_ in DimensionType)}


def test_a_vendor_counts_once_for_each_currency_and_the_companys_comes_first(tenant: Tenant) -> None:
    vendor, other = make_vendor(tenant), make_vendor(tenant)
    for currency in ("EUR", "USD", "USD"):
        make_invoice(tenant, vendor=vendor, currency=currency)
    make_invoice(tenant, vendor=other, currency="USD", total_amount=510.00, total_tax=410.00)
    ours, theirs = vendor["erp_vendor_id"], other["erp_vendor_id"]
    assert by_vendor(tenant) == [(theirs, "USD", 1, 510), (ours, "USD", 2, 220), (ours, "EUR", 1, 110)]
    totals = report(tenant, "spend", **NOVEMBER)["totals"]
    assert [(one["currency"], one["invoices"], one["amount"]) for one in totals] == [("USD", 3, 730), ("EUR", 1, 110)]
    assert by_vendor(tenant, currency="EUR") == [(ours, "EUR", 1, 110)]


def test_credit_memos_lower_what_was_bought(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    make_accounts(tenant, "6100")
    make_invoice(tenant, vendor=vendor, items=[line("Flour", 100, "6100")])
    memo = [line("Flour", 30, "6100")]
    make_invoice(tenant, vendor=vendor, type="credit_memo", items=memo, total_amount=33, total_tax=3)
    assert by_vendor(tenant) == [(vendor["erp_vendor_id"], "USD", 2, 77)]
    assert by_account(tenant) == {"6100": 70, "beside_lines": 7}


def test_days_of_the_period_are_those_of_posting_or_else_of_the_document(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    make_invoice(tenant, vendor=vendor, invoice_date="2026-11-01")
    make_invoice(tenant, vendor=vendor, invoice_date="2026-10-31")
    posted = make_invoice(tenant, vendor=vendor, invoice_date="2026-10-30")
    tenant.api().patch(f"/v1/invoices/{posted['id']}", json={"posting_date": "2026-11-30"})
    assert by_vendor(tenant)[0][2:] == (2, 220)


def test_what_was_put_away_unexported_was_not_bought(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    gone, kept = (ready_invoice(tenant, vendor=vendor) for _ in range(2))
    tenant.api().post(f"/v1/invoices/{gone['id']}/archive", json={})
    exported(tenant, kept)
    tenant.api().post(f"/v1/invoices/{kept['id']}/archive", json={})
    assert by_vendor(tenant)[0][2:] == (1, 110)


def test_lines_splits_and_the_header_say_what_it_is_coded_with(tenant: Tenant) -> None:
    make_accounts(tenant, "6100", "6200", "6300")
    by_line = [line("Flour", 60, "6100"), line("Sugar", 40)]
    make_invoice(tenant, items=by_line)
    halves = make_invoice(tenant, items=[line("Rent", 100, "6200")])
    answer = split_invoice(tenant, halves, by_percent(**{"6200": 25, "6300": 75}))
    assert answer.status_code == 200, answer.text
    assert by_account(tenant) == {"6300": 82.5, "6100": 60, "6200": 27.5, "uncoded": 40, "beside_lines": 10}


def test_a_split_line_counts_by_its_parts_and_an_invoice_without_lines_by_its_header(tenant: Tenant) -> None:
    make_accounts(tenant, "6100", "6200")
    invoice = make_invoice(tenant, items=[line("Flour", 100, "6100")])
    item = invoice["items"][0]["id"]
    answer = split_invoice(tenant, invoice, by_amount(**{"6100": 30, "6200": 70}), item_id=item)
    assert answer.status_code == 200, answer.text
    make_invoice(tenant, items=[], dimensions={"ACCOUNT": "6200"})
    assert by_account(tenant) == {"6200": 170, "6100": 30, "beside_lines": 20}


def test_both_reports_come_to_the_same(tenant: Tenant) -> None:
    make_accounts(tenant, "6100")
    for currency in ("USD", "EUR"):
        make_invoice(tenant, currency=currency, items=[line("Flour", 33.33, "6100"), line("Sugar", 12)])
    vendors, accounts = report(tenant, "spend", **NOVEMBER), report(tenant, "spend", by="account", **NOVEMBER)
    assert vendors["totals"] == accounts["totals"]
    for currency in ("USD", "EUR"):
        sums = [
            sum(Decimal(str(row["amount"])) for row in found["rows"] if row["currency"] == currency)
            for found in (vendors, accounts)
        ]
        assert sums == [110, 110]


def test_the_invoices_behind_a_figure_are_found(tenant: Tenant) -> None:
    make_accounts(tenant, "6100")
    vendor = make_vendor(tenant)
    coded = make_invoice(tenant, vendor=vendor, items=[line("Flour", 100, "6100")])
    bare = make_invoice(tenant, vendor=vendor, items=[line("Sugar", 100)])
    away = make_invoice(tenant, vendor=vendor, items=[line("Salt", 100, "6100")])
    tenant.api().post(f"/v1/invoices/{away['id']}/archive", json={})
    days = {"dated_from": "2026-11-01", "dated_to": "2026-11-30", "counted_in": "spend"}
    (row,) = (row for row in report(tenant, "spend", by="account", **NOVEMBER)["rows"] if row["kind"] == "dimension")
    assert behind(tenant, dimension_id=row["id"], **days) == {coded["id"]}
    assert behind(tenant, uncoded="account", **days) == {bare["id"]}
    assert behind(tenant, ottimate_vendor_id=vendor["id"], currency="USD", **days) == {coded["id"], bare["id"]}
    assert behind(tenant, dated_to="2026-11-01") == set()


def test_pages_are_of_rows_and_a_file_has_them_all(tenant: Tenant) -> None:
    for _ in range(3):
        make_invoice(tenant, vendor=make_vendor(tenant))
    for page, shown in ((1, 2), (2, 1), (3, 0)):
        found = report(tenant, "spend", page=page, limit=2, **NOVEMBER)
        assert (found["rows_count"], len(found["rows"]), found["totals"][0]["amount"]) == (3, shown, 330), page
    assert [row["amount"] for row in table(tenant, "spend", limit=1, **NOVEMBER)] == ["110.00"] * 3


def test_a_name_that_looks_like_a_formula_is_text_in_a_file(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, erp_vendor_name="=HYPERLINK(1)")
    make_invoice(tenant, vendor=vendor, type="credit_memo")
    (row,) = table(tenant, "spend", **NOVEMBER)
    assert (row["name"], row["amount"]) == ("'=HYPERLINK(1)", "-110.00")


def test_a_client_that_accepts_csv_gets_it(tenant: Tenant) -> None:
    asked = {"ottimate_company_id": tenant.company()}
    answer = tenant.api().get("/v1/reports/spend", params=asked, headers={"Accept": "text/csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"].startswith('attachment; filename="spend-by-vendor-')
    asked["format"] = "json"
    answer = tenant.api().get("/v1/reports/spend", params=asked, headers={"Accept": "text/csv"})
    assert answer.headers["content-type"] == "application/json"


def test_whoever_sees_one_location_sees_what_it_bought(tenant: Tenant) -> None:
    make_invoice(tenant, ottimate_location_id=tenant.location("park"))
    assert report(tenant, "spend", user="main", **NOVEMBER)["rows"] == []
    asked = {"ottimate_company_id": tenant.company(), "ottimate_location_id": tenant.location("park")}
    assert error_of(tenant.api("main").get("/v1/reports/spend", params=asked)) == "out_of_scope"


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"date_from": "2026-11-02", "date_to": "2026-11-01"}, "date_to"),
        ({"date_from": "2020-01-01", "date_to": "2026-11-01"}, "date_from"),
        ({"date_from": "soon"}, "date_from"),
        ({"by": "colour"}, "by"),
        ({"currency": "XXX"}, "currency"),
        ({"format": "pdf"}, "format"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_its_name(shared_tenant: Tenant, params: dict[str, str], field: str) -> None:
    asked = {"ottimate_company_id": shared_tenant.company(), **params}
    answer = shared_tenant.api().get("/v1/reports/spend", params=asked)
    assert (answer.status_code, list(fields_of(answer))) == (400, [field])
