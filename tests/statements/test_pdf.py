"""Statements as PDF: read by a worker, all of the table or nothing of it."""

import time
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfWriter

from extraction.papers import INVOICE, encoded, pdf, scan
from extraction.statements import statement_pdf
from harness.api import error_of
from harness.invoices import make_invoice, make_vendor
from harness.tenants import Tenant
from harness.trail import trail
from harness.worker import working


def send(tenant: Tenant, data: bytes, vendor: dict[str, Any] | None = None, **form: str) -> dict[str, Any]:
    sent = {
        "ottimate_company_id": str(tenant.company()),
        "erp_vendor_id": (vendor or make_vendor(tenant))["erp_vendor_id"],
        "statement_date": "2026-11-30",
        "currency": "USD",
        **form,
    }
    answer = tenant.api().post("/v1/statements/upload", data=sent, files={"file": ("statement.pdf", data)})
    assert answer.status_code == 201, answer.text
    return answer.json()


def read(tenant: Tenant, statement: dict[str, Any]) -> dict[str, Any]:
    """Once a worker is done with it."""
    deadline = time.monotonic() + 120
    with working(tenant.server):
        while time.monotonic() < deadline:
            found = tenant.api().get(f"/v1/statements/{statement['id']}").json()
            if found["status"] != "reading":
                return found
            time.sleep(0.1)
    raise AssertionError("was not read")


def test_a_table_becomes_lines_that_are_compared(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    make_invoice(tenant, vendor=vendor, invoice_number="1001", total_amount=1234.5, total_tax=0, items=[])
    sent = send(tenant, statement_pdf(), vendor)
    assert (sent["status"], sent["lines"]) == ("reading", [])
    path = f"/v1/statements/{sent['id']}"
    assert error_of(tenant.api().post(f"{path}/reconcile", json={})) == "statement_not_read"
    found = read(tenant, sent)
    assert [(line["number"], line["date"], line["amount"]) for line in found["lines"]] == [
        ("INV-1001", "2026-11-02", 1234.5),
        ("CR-17", "2026-11-15", -20),
        ("INV-1002", "2026-11-20", 85),
    ]
    assert [line["outcome"] for line in found["lines"]] == ["matched", "missing_here", "missing_here"]
    assert (found["balance"]["closing"], found["balance"]["agrees"]) == (1299.5, True)
    assert found["counts"]["matched"] == 1
    assert [entry["action"] for entry in trail(tenant, "statement")] == ["statement.received", "statement.read"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (encoded(scan(), "PDF"), "no_text_layer"),
        (pdf(INVOICE), "no_table"),
        (statement_pdf()[:400], "truncated"),
        (statement_pdf([("02/11/2026", "INV-1", "Goods", "5.OO", "", "")]), "validation_error"),
        (statement_pdf([("", "INV-1", "Goods", "5.00", "", "")]), "validation_error"),
        (statement_pdf([("02/11/2026", "INV-1", "Goods", "5.00 EUR", "", "")]), "validation_error"),
    ],
    ids=["a scan", "an invoice", "cut off", "letters in an amount", "no date", "another currency"],
)
def test_what_cannot_be_read_fails_with_its_reason_and_may_be_sent_again(
    tenant: Tenant, data: bytes, code: str
) -> None:
    vendor = make_vendor(tenant)
    failed = read(tenant, send(tenant, data, vendor))
    assert (failed["status"], failed["failure_code"], failed["lines"]) == ("failed", code, [])
    assert failed["failure_message"]
    assert send(tenant, data, vendor)["status"] == "reading"


def test_the_same_pdf_is_taken_in_once(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    send(tenant, statement_pdf(), vendor)
    with pytest.raises(AssertionError, match="statement_exists"):
        send(tenant, statement_pdf(), vendor)


def test_a_date_that_nothing_tells_is_asked_for(tenant: Tenant) -> None:
    rows = [("02/11/2026", "INV-1", "Goods", "5.00", "", "")]
    failed = read(tenant, send(tenant, statement_pdf(rows)))
    assert "date_order" in failed["failure_message"]
    found = read(tenant, send(tenant, statement_pdf(rows), date_order="dmy"))
    assert found["lines"][0]["date"] == "2026-11-02"


def test_of_a_pdf_with_too_many_pages_it_is_said_what_a_statement_may_have(tenant: Tenant) -> None:
    failed = read(tenant, send(tenant, blank_pages(201)))
    assert failed["failure_code"] == "too_many_pages"
    assert "statement" in failed["failure_message"]
    assert "invoice" not in failed["failure_message"]


def blank_pages(count: int) -> bytes:
    writer, written = PdfWriter(), BytesIO()
    for _ in range(count):
        writer.add_blank_page(595, 842)
    writer.write(written)
    return written.getvalue()
