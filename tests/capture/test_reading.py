"""Uploaded files become invoices, or a reason why not; the worker outlives all of them."""

from typing import Any

import pytest

from extraction import bombs, einvoices
from extraction.papers import VALUES, encoded, picture_pdf, scan
from harness.invoices import make_vendor
from harness.tenants import Tenant
from harness.trail import trail
from harness.worker import finished, paper, sent, uploads

pytestmark = pytest.mark.usefixtures("worker")


def invoice_of(tenant: Tenant, reference_id: str) -> dict[str, Any]:
    """The one invoice of an upload that was read."""
    found = finished(tenant, reference_id)
    assert found["status"] == "processed", found
    [id] = found["invoice_ids"]
    return tenant.api().get(f"/v1/invoices/{id}").json()


def test_a_digital_invoice_is_read_and_matched(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, erp_vendor_name="Harbour Supplies Limited", erp_vendor_id="V-1")
    invoice = invoice_of(tenant, sent(tenant, paper(**{"HS-20417": "HS-1"})))
    assert invoice["invoice_number"] == "HS-1"
    assert invoice["ottimate_vendor_name"] == vendor["erp_vendor_name"]
    assert (invoice["total_amount"], invoice["total_tax"], invoice["currency"]) == (588, 98, "GBP")
    assert (invoice["invoice_date"], invoice["due_date"]) == (VALUES["invoice_date"], VALUES["due_date"])
    assert invoice["purchase_order"] == "PO-7781"
    assert [line["amount"] for line in invoice["items"]] == [100, 375, 15]


def test_the_vendors_terms_decide_the_due_date_whatever_the_paper_says(tenant: Tenant) -> None:
    make_vendor(tenant, erp_vendor_name="Harbour Supplies Limited", net_terms="Due on receipt")
    invoice = invoice_of(tenant, sent(tenant, paper()))
    assert invoice["due_date"] == invoice["invoice_date"] != VALUES["due_date"]


def test_without_terms_the_due_date_is_the_papers(tenant: Tenant) -> None:
    make_vendor(tenant, erp_vendor_name="Harbour Supplies Limited", net_terms=None)
    assert invoice_of(tenant, sent(tenant, paper()))["due_date"] == VALUES["due_date"]


def test_a_finished_file_leaves_the_list_and_stays_in_the_long_one(tenant: Tenant) -> None:
    reference_id = sent(tenant, paper())
    assert finished(tenant, reference_id)["no_of_pages"] == 1
    assert uploads(tenant) == []
    [found] = tenant.api().get("/v1/invoices", params={"reference_id": reference_id}).json()["results"]
    assert found["id"] == uploads(tenant, all="true")[0]["invoice_ids"][0]


def test_an_unknown_vendor_is_a_reason(tenant: Tenant) -> None:
    assert invoice_of(tenant, sent(tenant, paper()))["status"] == "needs-attention"


@pytest.mark.parametrize("xml", [einvoices.UBL, einvoices.CII], ids=["ubl", "cii"])
def test_an_xml_invoice_is_read(tenant: Tenant, xml: bytes) -> None:
    assert invoice_of(tenant, sent(tenant, xml, "invoice.xml"))["invoice_number"]


@pytest.mark.parametrize("xml", [einvoices.UBL_ADJUSTED, einvoices.CII_ADJUSTED], ids=["ubl", "cii"])
def test_allowances_charges_and_prepayments_of_an_e_invoice_reach_the_record(tenant: Tenant, xml: bytes) -> None:
    make_vendor(tenant, erp_vendor_name="Nordlicht Leuchten GmbH")
    invoice = invoice_of(tenant, sent(tenant, xml, "invoice.xml"))
    assert (invoice["reasons"], invoice["status"]) == ([], "pending-approval")
    assert (invoice["total_amount"], invoice["discount_amount"]) == (226.10, 15)
    assert [(line["name"], line["amount"]) for line in invoice["items"]] == [("Lampe", 200), ("Fracht", 5)]
    assert (invoice["payment_status"], invoice["outstanding_balance"]) == ("partial", 176.10)
    path = f"/v1/invoices/{invoice['id']}"
    told = tenant.api().get(path, params={"expand": "extraction,history"}).json()
    assert [a["amount"]["value"] for a in told["extraction"]["allowances"]] == ["10.00", "5.00"]
    assert told["extraction"]["charges"][0]["reason"]["value"] == "Fracht"
    assert told["extraction"]["amount_due"]["value"] == "176.00"
    assert told["history"][0]["message"].endswith("50.00 EUR were prepaid according to the document.")


def test_an_e_invoices_description_stands_beside_the_name(tenant: Tenant) -> None:
    item = b"<cac:Item>"
    xml = einvoices.UBL.replace(item, item + b"<cbc:Description>Stehlampe, Messing</cbc:Description>")
    [line] = invoice_of(tenant, sent(tenant, xml, "invoice.xml"))["items"]
    assert (line["name"], line["description"]) == ("Lampe", "Stehlampe, Messing")


def test_a_scan_is_read_by_ocr_as_picture_and_in_a_pdf(tenant: Tenant) -> None:
    picture = scan()
    first = sent(tenant, encoded(picture, "PNG"), "scan.png")
    second = sent(tenant, picture_pdf(picture), "scan.pdf")
    assert invoice_of(tenant, first)["total_amount"] == 588
    assert invoice_of(tenant, second)["total_amount"] == 588


def hostile() -> dict[str, tuple[bytes, str, str]]:
    """name -> bytes, file name, expected code."""
    return {
        "truncated": (bombs.spoiled(), "a.pdf", "truncated"),
        "encrypted": (bombs.encrypted("aes"), "a.pdf", "encrypted"),
        "bomb": (bombs.flate_bomb(), "a.pdf", "too_large_when_unpacked"),
        "huge picture": (bombs.huge_png(), "a.png", "too_large_when_unpacked"),
        "doctype": (bombs.with_doctype(einvoices.UBL), "a.xml", "xml_doctype"),
        "laughs": (bombs.billion_laughs(), "a.xml", "xml_doctype"),
        "no invoice": (b"<?xml version='1.0'?><note/>", "a.xml", "xml_not_an_invoice"),
        "damaged picture": (encoded(scan(), "JPEG")[:2000], "a.jpg", "truncated"),
    }


def test_hostile_files_fail_with_their_reason_and_the_worker_lives_on(tenant: Tenant) -> None:
    references = {name: sent(tenant, data, file) for name, (data, file, _) in hostile().items()}
    found = {name: finished(tenant, reference, 120)["error"] for name, reference in references.items()}
    assert {name: error and error["code"] for name, error in found.items()} == {
        name: code for name, (_, _, code) in hostile().items()
    }
    assert all(error["message"].endswith(".") for error in found.values())
    assert {u["status"] for u in uploads(tenant)} == {"failed"}
    assert finished(tenant, sent(tenant, paper()))["status"] == "processed"


def test_a_failed_file_may_be_sent_again_and_is_tried_again(tenant: Tenant) -> None:
    data = bombs.spoiled(0.6)
    first, second = sent(tenant, data), None
    assert finished(tenant, first)["status"] == "failed"
    second = sent(tenant, data)
    found = finished(tenant, second)
    assert (found["status"], found["duplicate_of"]) == ("failed", None)


def test_the_reference_of_a_duplicate_finds_the_invoice_of_its_original(tenant: Tenant) -> None:
    data = paper()
    original = sent(tenant, data)
    invoice = invoice_of(tenant, original)
    again = sent(tenant, data)
    found = tenant.api().get("/v1/invoices", params={"reference_id": again}).json()["results"]
    assert [each["id"] for each in found] == [invoice["id"]]
    assert found[0]["reference_id"] == original


def test_a_duplicate_shows_the_invoice_of_its_original(tenant: Tenant) -> None:
    data = paper()
    first = finished(tenant, sent(tenant, data))
    second = finished(tenant, sent(tenant, data, "again.pdf"))
    assert (second["status"], second["invoice_ids"]) == ("duplicate", first["invoice_ids"])
    assert len(tenant.api().get("/v1/invoices").json()["results"]) == 1


def test_a_reading_is_on_the_trail_in_the_name_of_who_uploaded(tenant: Tenant) -> None:
    reference_id = sent(tenant, paper())
    finished(tenant, reference_id)
    actions = [(entry["action"], entry["actor_id"] is not None) for entry in trail(tenant, "upload")]
    assert actions == [("upload.received", True), ("upload.processed", True)]


def test_a_file_of_another_companys_own_vendor_is_not_matched(tenant: Tenant) -> None:
    make_vendor(tenant, company="west", erp_vendor_name="Harbour Supplies Ltd", erp_vendor_id="W-1")
    assert invoice_of(tenant, sent(tenant, paper()))["status"] == "needs-attention"
