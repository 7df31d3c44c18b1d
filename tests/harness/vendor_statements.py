"""Vendors' statements of account for tests, entered through the public API."""

from typing import Any

import httpx2

from harness.invoices import make_invoice, make_vendor
from harness.tenants import Tenant


def line_of(invoice: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The line that a vendor would print of an invoice."""
    printed = {"number": invoice["number"], "date": invoice["invoice_date"], "amount": invoice["total_amount"]}
    return {**printed, **changes}


def statement_body(
    tenant: Tenant, vendor: dict[str, Any], lines: list[dict[str, Any]], **changes: Any
) -> dict[str, Any]:
    """Of the company as a whole, on 30 November 2026."""
    return {
        "ottimate_company_id": tenant.company(),
        "erp_vendor_id": vendor["erp_vendor_id"],
        "statement_date": "2026-11-30",
        "currency": "USD",
        "lines": lines,
        **changes,
    }


def entered(tenant: Tenant, vendor: dict[str, Any], lines: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    answer = tenant.api().post("/v1/statements", json=statement_body(tenant, vendor, lines, **changes))
    assert answer.status_code == 201, answer.text
    return answer.json()


def make_statement(tenant: Tenant) -> tuple[dict[str, Any], dict[str, Any]]:
    """A statement with one line, and the invoice that it is."""
    vendor = make_vendor(tenant)
    invoice = make_invoice(tenant, vendor=vendor)
    return entered(tenant, vendor, [line_of(invoice)]), invoice


def post_statement(tenant: Tenant) -> httpx2.Response:
    vendor = make_vendor(tenant)
    lines = [{"number": "S-1", "date": "2026-11-02", "amount": 110}]
    return tenant.api().post("/v1/statements", json=statement_body(tenant, vendor, lines))


def outcomes(statement: dict[str, Any]) -> list[str]:
    """Of each line, in the order of print."""
    return [line["outcome"] for line in statement["lines"]]


def upload_statement(tenant: Tenant) -> httpx2.Response:
    form = {
        "ottimate_company_id": str(tenant.company()),
        "erp_vendor_id": make_vendor(tenant)["erp_vendor_id"],
        "statement_date": "2026-11-30",
        "currency": "USD",
    }
    csv = b"Invoice,Date,Amount\nS-1,2026-11-02,110.00\n"
    return tenant.api().post("/v1/statements/upload", data=form, files={"file": ("statement.csv", csv)})
