"""Invoices that are typed in, and their files."""

from typing import Any

from harness.dashboard import browser
from harness.dimensions import make_dimension
from harness.invoices import make_invoice, make_vendor
from harness.server import Server
from harness.tenants import Tenant

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def test_it_is_asked_first_where_it_belongs(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/invoices/new")
    assert (page.status, "Company and location" in page.words) == (200, True)
    assert browser(server, tenant, scope="main").open("/invoices/new").form("/invoices/new/save")


def test_an_invoice_is_typed_in_with_its_lines(server: Server, tenant: Tenant) -> None:
    make_dimension(tenant, "account", "5000")
    vendor = make_vendor(tenant, erp_vendor_name="Zephyr Foods")
    page = browser(server, tenant).open(f"/invoices/new?ottimate_location_id={tenant.location()}")
    typed = {"vendor": "zephyr", "invoice_number": "M-1", "invoice_date": "2026-11-20", "total_amount": "12.50"}
    lines = {"line.new1.name": "Flour", "line.new1.amount": "10", "line.new3.name": "Salt", "line.new3.amount": "2.5"}
    answer = page.send("/invoices/new/save", {**typed, **lines, "line.new1.d.ACCOUNT": "5000"})
    assert answer.status == 303, answer.words
    assert answer.location and answer.location.endswith("?said=entered")
    entered = tenant.api().get(f"/v1{answer.location.split('?')[0]}").json()
    assert (entered["ottimate_vendor_id"], entered["number"], entered["total_amount"]) == (vendor["id"], "M-1", 12.5)
    assert [(line["name"], list(line["dimensions"])) for line in entered["items"]] == [
        ("Flour", ["ACCOUNT"]),
        ("Salt", []),
    ]


def test_what_is_refused_is_said_at_its_place_and_everything_typed_is_kept(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open(f"/invoices/new?ottimate_location_id={tenant.location()}")
    typed: dict[str, Any] = {"invoice_number": "M-2", "line.new2.name": "Flour", "line.new2.quantity": "2"}
    refused = page.send("/invoices/new/save", typed)
    assert (refused.status, "This field is required." in refused.words) == (400, True)
    kept = refused.form("/invoices/new/save").fields
    assert (kept["invoice_number"], kept["line.new2.name"]) == ("M-2", "Flour")
    nobody = refused.send("/invoices/new/save", {"vendor": "Nobody", "line.new2.price": "1"})
    assert "No vendor is called like this." in nobody.words
    assert tenant.api().get("/v1/invoices").json()["count"] == 0


def test_files_are_put_in_place_of_others_and_kept_as_they_came(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    person = browser(server, tenant)
    form = person.open(f"/invoices/{invoice['id']}").form(f"/invoices/{invoice['id']}/files")
    answer = person.post(form.action, files=[("images", ("paper.pdf", PDF, "application/pdf"))])
    assert answer.status_code == 303, answer.text
    (image,) = tenant.api().get(f"/v1/invoices/{invoice['id']}").json()["images"]
    kept = person.get(f"/invoices/{invoice['id']}/files/{image['id']}")
    assert (kept.content, kept.headers["content-type"]) == (PDF, "application/octet-stream")
    assert kept.headers["content-disposition"].startswith("attachment")
    stale = person.post(form.action, files=[("images", ("paper.pdf", PDF, "application/pdf"))])
    assert stale.status_code == 412
