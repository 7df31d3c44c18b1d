"""GET /v1/invoices/{id}/rendering: an e-invoice for people."""

from collections.abc import Iterator
from typing import Any

import pytest

from extraction.einvoice_full import UBL_FULL
from extraction.einvoices import CII
from extraction.hybrids import carrying
from harness.api import error_of
from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import finished, paper, sent, working


@pytest.fixture(scope="module")
def worker(server: Server) -> Iterator[None]:
    with working(server):
        yield


pytestmark = pytest.mark.usefixtures("worker")


def invoice_of(tenant: Tenant, data: bytes, name: str) -> str:
    found = finished(tenant, sent(tenant, data, name))
    assert found["status"] == "processed", found
    [id] = found["invoice_ids"]
    return id


def test_an_e_invoice_is_shown_under_a_policy_that_allows_nothing(tenant: Tenant) -> None:
    id = invoice_of(tenant, UBL_FULL.replace(b"Schraube", b"&lt;script&gt;x()&lt;/script&gt;"), "invoice.xml")
    answer = tenant.api().get(f"/v1/invoices/{id}/rendering")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "&lt;script&gt;x()&lt;/script&gt;" in answer.text
    assert "<script" not in answer.text


def test_an_e_invoice_inside_a_pdf_is_stopped_where_its_page_has_another_total(tenant: Tenant) -> None:
    id = invoice_of(tenant, carrying(CII), "hybrid.pdf")
    told = "The XML says the total amount is 238.00, but the page says 588.00."
    assert told in shown(tenant, id)
    invoice = tenant.api().get(f"/v1/invoices/{id}").json()
    assert invoice["status"] == "needs-attention"
    assert told in "".join(r["message"] for r in invoice["reasons"] if r["code"] == "document_check_failed")


def test_the_integer_id_shows_the_same(tenant: Tenant) -> None:
    id = invoice_of(tenant, UBL_FULL.replace(b"VG-88<", b"VG-89<"), "invoice.xml")
    invoice: dict[str, Any] = tenant.api().get(f"/v1/invoices/{id}").json()
    assert shown(tenant, invoice["invoice_id"]) == shown(tenant, id)


def test_the_detail_tells_the_same_as_values(tenant: Tenant) -> None:
    id = invoice_of(tenant, UBL_FULL.replace(b"VG-88<", b"VG-90<"), "invoice.xml")
    read = tenant.api().get(f"/v1/invoices/{id}", params={"expand": "extraction"}).json()["extraction"]
    assert read["einvoice"]["seller"]["vat_id"] == "DE111111125"
    assert read["einvoice"]["payments"][0]["account"] == "DE75512108001245126199"
    assert read["items"][0]["einvoice"]["price_quantity"] == "100"
    assert read["attachments"] == [{"name": "stunden.csv", "size": 4, "media_type": "text/csv"}]


def test_a_paper_has_none(tenant: Tenant) -> None:
    answer = tenant.api().get(f"/v1/invoices/{invoice_of(tenant, paper(), 'invoice.pdf')}/rendering")
    assert (answer.status_code, error_of(answer)) == (404, "no_einvoice")


def test_neither_has_an_invoice_that_was_sent_as_values(tenant: Tenant) -> None:
    answer = tenant.api().get(f"/v1/invoices/{make_invoice(tenant)['id']}/rendering")
    assert (answer.status_code, error_of(answer)) == (404, "no_einvoice")


def test_another_account_finds_nothing(tenant: Tenant, other_tenant: Tenant) -> None:
    id = invoice_of(tenant, UBL_FULL.replace(b"VG-88<", b"VG-91<"), "invoice.xml")
    answer = other_tenant.api().get(f"/v1/invoices/{id}/rendering")
    assert (answer.status_code, error_of(answer)) == (404, "not_found")


def test_a_parameter_that_is_not_known_is_refused(tenant: Tenant) -> None:
    id = make_invoice(tenant)["id"]
    assert tenant.api().get(f"/v1/invoices/{id}/rendering", params={"format": "pdf"}).status_code == 400


def shown(tenant: Tenant, id: str | int) -> str:
    answer = tenant.api().get(f"/v1/invoices/{id}/rendering")
    assert answer.status_code == 200, answer.text
    return answer.text
