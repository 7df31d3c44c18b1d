"""Export files, opened again by other programs than ours: csv, and the XML inside an XLSX."""

import csv
import io
import re
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree

from harness.api import fields_of
from harness.exports import coded, download, export, ready_invoice, step, stuck, try_export
from harness.invoices import make_invoice, make_vendor, status_of
from harness.splits import by_amount, by_percent, make_accounts, split_invoice
from harness.tenants import Tenant

HOSTILE = [
    "=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "=cmd|' /C calc'!A0", " =1+1", '"=1+1', "'=1+1", "\n=1+1",
    "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(A1)", "\u00a0=1", "\u200b=1", "x;=1+1", "x\n=1+1", 'x,"=1+1',
    '=HYPERLINK("http://evil.example","x")', "%0A=1", "|calc",
]  # fmt: skip
SIGN_FIRST = re.compile('[\\s"\u00a0\u200b]*[=+\\-@\uff1d\uff0b\uff0d\uff20|%]')
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def cells(data: bytes) -> list[dict[str, tuple[str | None, str]]]:
    """Per row: column -> type and text of the cell as they stand in the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert not sheet.findall(f".//{SHEET}f"), "a formula"
    return [
        {cell.get("r").rstrip("0123456789"): (cell.get("t"), "".join(cell.itertext())) for cell in row}
        for row in sheet.iter(f"{SHEET}row")
    ]


def mapping(tenant: Tenant, format: str, *columns: Any, **more: Any) -> str:
    """A saved mapping; a column is a field, or its whole description."""
    described = [{"header": c, "field": c} if isinstance(c, str) else c for c in columns]
    body = {"ottimate_company_id": tenant.company(), "format": format, "name": f"{format} {columns} {more}"[:200]}
    answer = tenant.api().post("/v1/export-mappings", json={**body, "columns": described, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def written(tenant: Tenant, mapping_id: str, invoice: dict[str, Any]) -> bytes:
    """The file of one invoice, which is given back for the next."""
    job = export(tenant, mapping_id=mapping_id, invoice_ids=[invoice["id"]])
    data = download(tenant, job)
    step(tenant, job, "fail", reason="test")
    return data


def test_csv_has_a_row_per_line_exact_amounts_and_days(tenant: Tenant) -> None:
    invoice = ready_invoice(tenant)
    data = download(tenant, export(tenant))
    assert data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    header, *lines = rows(data)
    first = dict(zip(header, lines[0], strict=True))
    assert (first["invoice_number"], first["total_amount"], first["invoice_date"]) == (
        invoice["number"],
        "110.00",
        "2026-11-02",
    )
    assert [line[header.index("amount")] for line in lines] == ["60.00", "40.00"]
    assert first["export_transaction_id"] == f"PAY-{invoice['invoice_id']}"


def test_a_mapping_says_which_columns_in_which_order_and_form(tenant: Tenant) -> None:
    columns = [
        {"header": "Ref", "field": "invoice_number"},
        {"header": "Book", "constant": "AP"},
        {"header": "Day", "field": "invoice_date", "format": "DD.MM.YYYY"},
        {"header": "Sum", "field": "total_amount", "format": "signed"},
    ]
    id = mapping(tenant, "csv", *columns, row_per="invoice", bom=False)
    credit = ready_invoice(tenant, type="credit_memo")
    data = written(tenant, id, credit)
    assert data.decode() == f"Ref,Book,Day,Sum\r\n{credit['number']},AP,02.11.2026,-110.00\r\n"


def test_a_split_line_is_a_row_per_part(tenant: Tenant) -> None:
    invoice = ready_invoice(tenant)
    id = mapping(tenant, "csv", "line.number", "amount", row_per="split", bom=False)
    assert written(tenant, id, invoice) == b"line.number,amount\r\n1,60.00\r\n2,40.00\r\n"


def test_no_text_of_others_is_a_formula_in_a_csv(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoices = [ready_invoice(tenant, vendor=vendor, items=named(text)) for text in HOSTILE]
    id = mapping(tenant, "csv", "line.name", "total_amount", bom=False)
    job = export(tenant, mapping_id=id, invoice_ids=[invoice["id"] for invoice in invoices])
    lines = rows(download(tenant, job))[1:]
    for (cell, amount), text in zip(lines, HOSTILE, strict=True):
        assert amount == "110.00"
        assert text == 'x,"=1+1' or "'" in cell
        assert not SIGN_FIRST.match(cell)
        assert not [part for part in re.split("[;\n\t]", cell)[1:] if SIGN_FIRST.match(part)]


def named(text: str) -> list[dict[str, Any]]:
    return [{"name": f"{text} ", "quantity": 1, "price": 100}]


def test_no_text_of_others_is_a_formula_in_a_workbook(shared_tenant: Tenant) -> None:
    id = mapping(shared_tenant, "xlsx", "line.name", "total_amount")
    vendor = make_vendor(shared_tenant)
    invoices = [ready_invoice(shared_tenant, vendor=vendor, items=named(text)) for text in HOSTILE]
    job = export(shared_tenant, mapping_id=id, invoice_ids=[invoice["id"] for invoice in invoices])
    (_, *lines) = cells(download(shared_tenant, job))
    assert [line["A"][0] for line in lines] == ["inlineStr"] * len(HOSTILE)
    assert {line["B"] for line in lines} == {(None, "110.00")}


def test_numbers_of_a_workbook_have_all_their_digits(tenant: Tenant) -> None:
    id = mapping(tenant, "xlsx", "amount", "line.price", "invoice_date")
    items = [
        {"name": "A", "quantity": 1, "price": 9.2},
        {"name": "B", "quantity": 1, "price": 1234567890.123456},
        {"name": "C", "amount": -0.01},
    ]
    invoice = ready_invoice(tenant, items=items, total_amount=1234567899.31, total_tax=0)
    (_, *lines) = cells(written(tenant, id, invoice))
    assert [line["A"] for line in lines] == [(None, "9.20"), (None, "1234567890.12"), (None, "-0.01")]
    assert Decimal(lines[0]["B"][1]) == Decimal("9.2")
    assert lines[1]["B"] == ("inlineStr", "1234567890.123456")
    assert lines[0]["C"] == (None, "46328")


def test_the_same_job_has_the_same_file_whatever_changes_meanwhile(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    ready_invoice(tenant, vendor=vendor)
    job = export(tenant, format="xlsx")
    first = download(tenant, job)
    row = {"erp_vendor_id": vendor["erp_vendor_id"], "erp_vendor_name": "Another name"}
    tenant.api().post("/v1/vendors/bulk", json={"ottimate_company_id": tenant.company(), "vendors": [row]})
    assert download(tenant, job) == first


def test_a_download_is_never_shown_inside_our_own_origin(tenant: Tenant) -> None:
    ready_invoice(tenant)
    answer = tenant.api().get(f"/v1/exports/{export(tenant)['id']}/file")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''export-")
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"


ACCOUNTS = {"tax_account": "Sales Tax", "discount_account": "Discounts", "difference_account": "Rounding"}


def iif(data: bytes) -> list[list[str]]:
    return [line.split("\t") for line in data.decode("cp1252").split("\r\n") if line]


def test_an_iif_file_posts_bills_and_refunds_that_sum_to_zero(tenant: Tenant) -> None:
    id = mapping(tenant, "iif", quickbooks=ACCOUNTS)
    dimensions = coded(tenant)
    vendor = make_vendor(tenant, erp_vendor_name='Mills "Best"\tFlour')
    ready_invoice(tenant, vendor=vendor, dimensions=dimensions, discount_amount=5, total_amount=105)
    ready_invoice(tenant, vendor=vendor, dimensions=dimensions, type="credit_memo", total_amount=110.01)
    data = iif(download(tenant, export(tenant, mapping_id=id)))
    assert [row[0] for row in data[:3]] == ["!TRNS", "!SPL", "!ENDTRNS"]
    names = {name: n for n, name in enumerate(data[0])}
    ends = [n for n, row in enumerate(data) if row == ["ENDTRNS"]]
    bill, refund = data[3 : ends[0]], data[ends[0] + 1 : ends[1]]
    for rows_ in (bill, refund):
        assert sum(Decimal(row[names["AMOUNT"]]) for row in rows_) == 0
        assert all(len(row) == len(data[0]) for row in rows_)
    assert [row[names["TRNSTYPE"]] for row in (bill[0], refund[0])] == ["BILL", "BILL REFUND"]
    assert [bill[0][names[n]] for n in ("ACCNT", "AMOUNT", "DATE", "NAME")] == [
        "Accounts Payable", "-105.00", "11/02/2026", "Mills 'Best' Flour",
    ]  # fmt: skip
    assert [(row[names["ACCNT"]], row[names["AMOUNT"]]) for row in bill[1:]] == [
        ("Food", "60.00"), ("Food", "40.00"), ("Sales Tax", "10.00"), ("Discounts", "-5.00"),
    ]  # fmt: skip
    assert (refund[-1][names["ACCNT"]], refund[-1][names["AMOUNT"]]) == ("Rounding", "-0.01")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_memo_that_begins_like_a_formula_is_guarded_in_an_iif_file(tenant: Tenant, sign: str) -> None:
    id = mapping(tenant, "iif", quickbooks=ACCOUNTS)
    lines = [{"name": f"{sign}HYPERLINK(1)", "amount": 100}, {"name": "Plain - text", "amount": 0}]
    ready_invoice(tenant, dimensions=coded(tenant), items=lines, total_amount=110)
    data = iif(download(tenant, export(tenant, mapping_id=id)))
    memos = [row[data[0].index("MEMO")] for row in data if row[0] == "SPL"]
    assert memos[:2] == [f"'{sign}HYPERLINK(1)", "Plain - text"]


def test_parts_of_lines_and_of_invoices_are_rows_on_their_own_accounts(tenant: Tenant) -> None:
    make_accounts(tenant, "A", "B", "C")
    by_line, whole = make_invoice(tenant), make_invoice(tenant)
    flour, sugar = (item["id"] for item in by_line["items"])
    split_invoice(tenant, by_line, by_amount(A=59.99, B=0.01), item_id=flour)
    split_invoice(tenant, by_line, by_percent(C=100), item_id=sugar)
    split_invoice(tenant, whole, by_percent(A=33.333333, B=33.333333, C=33.333334))
    for invoice in (by_line, whole):
        assert tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve").status_code == 200
    ids = [by_line["id"], whole["id"]]
    table = mapping(tenant, "csv", "dimensions.account", "amount", row_per="split", bom=False)
    job = export(tenant, mapping_id=table, invoice_ids=ids)
    parts = [["A", "59.99"], ["B", "0.01"], ["C", "40.00"], ["A", "36.67"], ["B", "36.66"], ["C", "36.67"]]
    assert rows(download(tenant, job))[1:] == parts
    step(tenant, job, "fail", reason="Now without a mapping.")
    job = export(tenant, invoice_ids=ids)
    header, *standard = rows(download(tenant, job))
    account, amount = header.index("dimensions.account"), header.index("amount")
    assert [[row[account], row[amount]] for row in standard] == parts
    step(tenant, job, "fail", reason="Now for QuickBooks.")
    quickbooks = mapping(tenant, "iif", quickbooks={**ACCOUNTS, "accounts_by": "erp_dimension_id"})
    data = iif(download(tenant, export(tenant, mapping_id=quickbooks, invoice_ids=ids)))
    account, amount = data[0].index("ACCNT"), data[0].index("AMOUNT")
    posted = [[row[account], row[amount]] for row in data if row[0] == "SPL"]
    assert posted == [*parts[:3], ["Sales Tax", "10.00"], *parts[3:]]


@pytest.mark.parametrize(
    ("changes", "quickbooks", "code"),
    [
        ({"dimensions": {}}, ACCOUNTS, "missing_gl_account"),
        ({}, {}, "no_tax_account"),
        ({"total_amount": 110.01}, {"tax_account": "Tax"}, "no_difference_account"),
        ({"invoice_number": "N" * 21}, ACCOUNTS, "number_too_long"),
        ({"currency": "EUR"}, ACCOUNTS, "foreign_currency"),
    ],
)
def test_what_quickbooks_cannot_take_is_left_out_with_its_reason(
    tenant: Tenant, changes: dict[str, Any], quickbooks: dict[str, str], code: str
) -> None:
    id = mapping(tenant, "iif", quickbooks=quickbooks)
    dimensions = coded(tenant)
    bad = ready_invoice(tenant, **{"dimensions": dimensions, **changes})
    good = ready_invoice(tenant, dimensions=dimensions, total_tax=None, total_amount=100)
    job = export(tenant, mapping_id=id)
    assert [(one["invoice_id"], one["code"], one["outcome"]) for one in job["failed"]] == [
        (bad["invoice_id"], code, "left_out")
    ]
    assert [one["invoice_id"] for one in job["invoices"]] == [good["invoice_id"]]
    listed = tenant.api().get("/v1/exports/stuck").json()["results"]
    assert [(one["invoice_id"], one["code"]) for one in listed] == [(bad["invoice_id"], code)]
    assert tenant.api().get("/v1/exports").json()["count"] == 1
    refused = try_export(tenant, mapping_id=id, invoice_ids=[bad["id"]])
    assert (refused.status_code, fields_of(refused)) == (409, {"invoice_ids": code})
    tenant.api().patch(f"/v1/invoices/{bad['id']}", json={"posting_date": "2026-11-30"})
    tenant.api("second").post(f"/v1/invoices/{bad['id']}/approve")
    assert status_of(tenant, bad) == "ready-for-export"
    assert stuck(tenant) == {}
