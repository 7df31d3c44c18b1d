"""An e-invoice asks to be paid to no account that its vendor's record does not know, wherever it names it."""

from itertools import count
from typing import Any

import pytest

from extraction.einvoices import UBL
from extraction.hybrids import SAME, carrying
from extraction.papers import INVOICE, pdf
from harness.invoices import make_vendor
from harness.tenants import Tenant
from harness.worker import finished, sent

pytestmark = pytest.mark.usefixtures("worker")
IBAN, OTHER_IBAN = "DE75512108001245126199", "GB33BUKB20201555555555"
_serial = count(1)


def read(tenant: Tenant, data: bytes, name: str) -> dict[str, Any]:
    [id] = finished(tenant, sent(tenant, data, name))["invoice_ids"]
    return tenant.api().get(f"/v1/invoices/{id}", params={"expand": "extraction"}).json()


def einvoice(terms: str) -> bytes:
    return UBL.replace(b"UB-771", f"UB-{next(_serial):05}".encode()).replace(b"30 Tage netto", terms.encode())


def codes(invoice: dict[str, Any]) -> set[str]:
    return {reason["code"] for reason in invoice["reasons"]}


def test_an_account_in_the_terms_beside_the_known_one_stops_the_invoice(tenant: Tenant) -> None:
    make_vendor(tenant, erp_vendor_name="Nordlicht Leuchten", tax_id="DE123456789", iban=IBAN)
    assert "other_bank_details" not in codes(read(tenant, einvoice("30 Tage netto"), "e.xml"))
    invoice = read(tenant, einvoice(f"NEUES KONTO {OTHER_IBAN}"), "e.xml")
    [reason] = [reason for reason in invoice["reasons"] if reason["code"] == "other_bank_details"]
    assert (invoice["status"], OTHER_IBAN in reason["message"]) == ("needs-attention", True)


def test_an_account_on_the_page_of_a_hybrid_stops_it_as_any_paper(tenant: Tenant) -> None:
    own = "GB33BUKB20201555555555"
    make_vendor(tenant, erp_vendor_name="Harbour Supplies", tax_id="GB123456789", iban=own)
    page = pdf([*INVOICE, (60, 450, "NEW bank details: IBAN DE75 5121 0800 1245 1261 99")])
    invoice = read(tenant, carrying(SAME, page), "hybrid.pdf")
    [reason] = [reason for reason in invoice["reasons"] if reason["code"] == "other_bank_details"]
    assert own in reason["message"] and IBAN in reason["message"]
    assert invoice["status"] == "needs-attention"
