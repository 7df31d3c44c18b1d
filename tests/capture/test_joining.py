"""The same invoice by two channels is one record; what is only alike is flagged."""

import io
from dataclasses import replace
from typing import Any

import pypdfium2 as pdfium
import pytest
from samples.einvoice.ubl import write_ubl
from samples.layouts import LAYOUTS
from samples.model import Paper, Party
from samples.story import PAPERS

from extraction.papers import pages_pdf
from extraction.test_parts import OTHER
from harness.api import Api
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import finished, send, sent, uploads, working

CLEANING = next(paper for paper in PAPERS if paper.number == "26-3381")
OTHER_IBAN = "DE83999900000000002222"

PAPER: Paper = replace(
    CLEANING,
    lines=tuple(replace(line, unit="Std") for line in CLEANING.lines),
    extra={**CLEANING.extra, "delivery": "2026-10-01", "period": "Oktober 2026"},
)


def as_xml(paper: Paper = PAPER) -> bytes:
    return write_ubl(paper)


def as_pdf(paper: Paper = PAPER) -> bytes:
    return LAYOUTS[paper.layout](paper)


def paid_to(iban: str) -> Paper:
    return replace(PAPER, vendor=replace(PAPER.vendor, iban=iban))


FILES = {"xml": (as_xml, "invoice.xml"), "pdf": (as_pdf, "invoice.pdf")}


@pytest.fixture
def hafen(tenant: Tenant) -> Tenant:
    """With the vendor of the paper in the company west."""
    _vendor(tenant, PAPER.vendor)
    return tenant


def _vendor(tenant: Tenant, party: Party, **changes: Any) -> None:
    body = {
        "ottimate_company_id": tenant.company("west"),
        "erp_vendor_id": "70003",
        "erp_vendor_name": party.name,
        "tax_id": party.tax_id,
        **changes,
    }
    assert tenant.api().post("/v1/vendors", json=body).status_code == 201


def arrive(tenant: Tenant, data: bytes, name: str) -> dict[str, Any]:
    """The upload once it was read."""
    found = finished(tenant, sent(tenant, data, name, location=tenant.location("hafen")))
    assert found["status"] == "processed", found
    return found


def read(api: Api, id: str, expand: str = "") -> dict[str, Any]:
    return api.get(f"/v1/invoices/{id}", params={"expand": expand} if expand else {}).json()


def codes(tenant: Tenant, id: str) -> list[str]:
    return [reason["code"] for reason in read(tenant.api(), id)["reasons"]]


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize(("first", "second"), [("xml", "pdf"), ("pdf", "xml")])
def test_two_channels_make_one_record_in_either_order(hafen: Tenant, first: str, second: str) -> None:
    one, two = (arrive(hafen, make(), name) for make, name in (FILES[first], FILES[second]))
    assert one["invoice_ids"] == two["invoice_ids"]
    assert hafen.api().get("/v1/invoices").json()["count"] == 1
    invoice = read(hafen.api(), one["invoice_ids"][0], "history")
    assert (invoice["status"], invoice["total_amount"]) == ("pending-approval", 3622.3)
    assert [image["filename"] for image in invoice["images"]] == [FILES[first][1], FILES[second][1]]
    assert invoice["history"][-1]["reason"] == "joined"
    found = hafen.api().get("/v1/invoices", params={"reference_id": two["id"]}).json()["results"]
    assert [one["id"] for one in found] == [invoice["id"]]


@pytest.mark.usefixtures("worker")
def test_approvals_start_over_when_a_file_joins(hafen: Tenant) -> None:
    (id,) = arrive(hafen, as_xml(), "invoice.xml")["invoice_ids"]
    people = {"approvers": [{"email": f"{name}@{hafen.key}.example"} for name in ("ada", "bo")]}
    assert hafen.api().post(f"/v1/invoices/{id}/approvers", json=people).status_code == 200
    body = {"approver": {"email": f"bo@{hafen.key}.example"}}
    assert hafen.api("second").post(f"/v1/invoices/{id}/approve", json=body).status_code == 200
    arrive(hafen, as_pdf(), "invoice.pdf")
    approvers = hafen.api().get(f"/v1/invoices/{id}/approvers").json()["approvers"]
    assert [one["status"] for one in approvers] == ["pending", "pending"]


@pytest.mark.usefixtures("worker")
def test_a_file_of_an_approved_invoice_is_recorded_and_changes_nothing(hafen: Tenant) -> None:
    (id,) = arrive(hafen, as_xml(), "invoice.xml")["invoice_ids"]
    assert hafen.api("second").post(f"/v1/invoices/{id}/approve").status_code == 200
    before = read(hafen.api(), id)
    second = arrive(hafen, as_pdf(), "invoice.pdf")
    assert second["invoice_ids"] == [id]
    after = read(hafen.api(), id, "history")
    assert after["history"][-1]["reason"] == "joined"
    assert (after["status"], after["images"]) == (before["status"], before["images"])


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("way", ["archive", "delete", "delete and restore"])
def test_a_file_joins_nothing_that_was_put_away(hafen: Tenant, way: str) -> None:
    first = arrive(hafen, as_pdf(), "invoice.pdf")
    (id,) = first["invoice_ids"]
    if way == "archive":
        assert hafen.api("second").post(f"/v1/invoices/{id}/archive").status_code == 200
    else:
        assert hafen.api().delete(f"/v1/invoices/uploads/{first['id']}").status_code == 200
    if way == "delete and restore":
        assert hafen.api("second").post(f"/v1/invoices/{id}/restore").status_code == 200
    second = arrive(hafen, as_xml(), "invoice.xml")
    (other,) = second["invoice_ids"]
    assert (other != id, second["duplicate_of"]) == (True, None)
    assert codes(hafen, other) == (["likely_duplicate"] if way == "delete and restore" else [])


@pytest.mark.usefixtures("worker")
def test_a_file_of_what_was_paid_before_it_was_put_away_waits_as_its_duplicate(hafen: Tenant) -> None:
    (id,) = arrive(hafen, as_pdf(), "invoice.pdf")["invoice_ids"]
    assert hafen.api("second").post(f"/v1/invoices/{id}/approve").status_code == 200
    marked = hafen.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": id}]})
    assert marked.status_code == 200, marked.text
    assert hafen.api("second").post(f"/v1/invoices/{id}/archive").status_code == 200
    (other,) = arrive(hafen, as_xml(), "invoice.xml")["invoice_ids"]
    assert (other != id, codes(hafen, other)) == (True, ["likely_duplicate"])


@pytest.mark.usefixtures("worker")
def test_a_file_that_was_joined_is_not_deleted_under_the_other(hafen: Tenant) -> None:
    first = arrive(hafen, as_pdf(), "invoice.pdf")
    arrive(hafen, as_xml(), "invoice.xml")
    refused = hafen.api().delete(f"/v1/invoices/uploads/{first['id']}")
    assert (refused.status_code, "given another file" in refused.text) == (409, True)


@pytest.mark.usefixtures("worker")
def test_two_papers_of_one_kind_are_flagged(hafen: Tenant) -> None:
    first = arrive(hafen, as_pdf(), "invoice.pdf")
    second = arrive(hafen, as_pdf() + b"\n% printed again\n", "again.pdf")
    assert first["invoice_ids"] != second["invoice_ids"]
    assert codes(hafen, second["invoice_ids"][0]) == ["likely_duplicate"]


@pytest.mark.usefixtures("worker")
def test_a_third_paper_of_a_kind_that_has_joined_is_flagged(hafen: Tenant) -> None:
    arrive(hafen, as_xml(), "invoice.xml")
    joined = arrive(hafen, as_pdf(), "invoice.pdf")
    third = arrive(hafen, as_pdf() + b"\n% printed again\n", "again.pdf")
    assert third["invoice_ids"] != joined["invoice_ids"]
    assert codes(hafen, third["invoice_ids"][0]) == ["likely_duplicate"]


@pytest.mark.usefixtures("worker")
def test_an_invoice_that_was_typed_in_is_not_joined(hafen: Tenant) -> None:
    body = {
        "ottimate_location_id": hafen.location("hafen"),
        "erp_vendor_id": "70003",
        "invoice_number": PAPER.number,
        "invoice_date": PAPER.invoice_date.isoformat(),
        "total_amount": 3622.3,
        "currency": "EUR",
    }
    assert hafen.api().post("/v1/invoices", json=body).status_code == 201
    (id,) = arrive(hafen, as_pdf(), "invoice.pdf")["invoice_ids"]
    assert codes(hafen, id) == ["likely_duplicate"]


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize(("first", "second"), [("xml", "pdf"), ("pdf", "xml")])
def test_a_paper_that_asks_to_be_paid_elsewhere_is_flagged(hafen: Tenant, first: str, second: str) -> None:
    (id,) = arrive(hafen, *_file(first, PAPER))["invoice_ids"]
    (other,) = arrive(hafen, *_file(second, paid_to(OTHER_IBAN)))["invoice_ids"]
    assert other != id
    assert sorted(codes(hafen, other)) == ["likely_duplicate", "other_bank_details"]
    assert len(read(hafen.api(), id)["images"]) == 1


@pytest.mark.usefixtures("worker")
def test_a_paper_that_contradicts_the_vendors_record_is_flagged(tenant: Tenant) -> None:
    """Both papers name one account, and the vendor's record another."""
    _vendor(tenant, PAPER.vendor, iban=OTHER_IBAN)
    (id,) = arrive(tenant, as_xml(), "invoice.xml")["invoice_ids"]
    (other,) = arrive(tenant, as_pdf(), "invoice.pdf")["invoice_ids"]
    assert other != id
    assert "other_bank_details" in codes(tenant, other)


def _file(kind: str, paper: Paper) -> tuple[bytes, str]:
    return (as_xml(paper) if kind == "xml" else as_pdf(paper)), FILES[kind][1]


@pytest.mark.usefixtures("worker")
def test_another_location_is_another_invoice(hafen: Tenant) -> None:
    """And so is any other value: the total here."""
    arrive(hafen, as_xml(), "invoice.xml")
    dearer = replace(PAPER, lines=(*PAPER.lines, PAPER.lines[0]))
    (id,) = arrive(hafen, as_pdf(dearer), "invoice.pdf")["invoice_ids"]
    assert codes(hafen, id)[-1] == "likely_duplicate"


def test_both_in_the_same_instant_make_one_record(server: Server, hafen: Tenant) -> None:
    """Sent before the worker starts: it reads them side by side."""
    place = {"location": hafen.location("hafen")}
    for n in range(4):
        paper = replace(PAPER, number=f"26-33{n}7")
        assert send(hafen, as_xml(paper), "invoice.xml", **place).status_code == 200
        assert send(hafen, as_pdf(paper), "invoice.pdf", **place).status_code == 200
    with working(server):
        for found in uploads(hafen):
            assert finished(hafen, found["id"])["status"] == "processed"
    invoices = hafen.api().get("/v1/invoices").json()["results"]
    assert sorted(one["invoice_number"] for one in invoices) == [f"26-33{n}7" for n in range(4)]
    assert {(len(one["images"]), one["status"]) for one in invoices} == {(2, "pending-approval")}


@pytest.mark.usefixtures("worker")
def test_pages_that_joined_by_another_channel_are_known_without_their_file(hafen: Tenant) -> None:
    api = hafen.api()
    (first,) = arrive(hafen, *xml())["invoice_ids"]
    stack = arrive(hafen, together(as_pdf(), pages_pdf(OTHER)), "stack.pdf")
    assert [part["invoice_ids"] == [first] for part in stack["parts"]] == [True, False]
    assert api.patch(f"/v1/invoices/{first}", json={"image_urls": []}).status_code == 200
    assert api.post(f"/v1/invoices/{first}/archive", json={"reason": "Tried."}).status_code == 200
    divide = {"parts": [[1, 2]]}
    assert api.post(f"/v1/invoices/uploads/{stack['id']}/split", json=divide).status_code == 200
    (whole,) = finished(hafen, stack["id"])["invoice_ids"]
    assert api.post(f"/v1/invoices/{first}/restore", json={"reason": "Tried."}).status_code == 200
    reasons = {reason["code"]: reason["other_invoice_id"] for reason in read(api, first)["reasons"]}
    assert reasons["pages_in_another_invoice"] == whole


def xml() -> tuple[bytes, str]:
    return as_xml(), "invoice.xml"


def together(*files: bytes) -> bytes:
    """The pages of all in one PDF."""
    stream = io.BytesIO()
    with pdfium.PdfDocument.new() as whole:
        for data in files:
            with pdfium.PdfDocument(data) as one:
                whole.import_pages(one)
        whole.save(stream)
    return stream.getvalue()
