"""Several documents in one file become several invoices, all or none; what people arrange is read again and can be undone."""

from collections.abc import Sequence
from typing import Any

import pytest

from capture.test_crashes import start_worker, waiting_for
from capture.test_joining import as_xml
from extraction.papers import INVOICE, Text, pages_pdf
from extraction.test_parts import OTHER, TERMS
from harness.api import Api
from harness.invoices import make_vendor
from harness.server import Server
from harness.tenants import Tenant
from harness.trail import trail
from harness.worker import finished, paper, sent, upload, working


def pages(*texts: Sequence[Text], serial: str) -> bytes:
    """With numbers that no other test sends."""

    def own(text: str) -> str:
        return text.replace("HS-20417", f"HS-{serial}").replace("NW-5512", f"NW-{serial}")

    return pages_pdf(*(tuple((x, y, own(text)) for x, y, text in page) for page in texts))


def arrived(tenant: Tenant, data: bytes, name: str = "file.pdf") -> dict[str, Any]:
    return finished(tenant, sent(tenant, data, name))


def detail(tenant: Tenant, id: str) -> dict[str, Any]:
    return tenant.api().get(f"/v1/invoices/uploads/{id}").json()


def step(tenant: Tenant, id: str, verb: str, body: dict[str, Any] | None = None, api: Api | None = None) -> Any:
    path, api = f"/v1/invoices/uploads/{id}/{verb}", api or tenant.api()
    return api.post(path) if body is None else api.post(path, json=body)


def invoices(tenant: Tenant, reference_id: str) -> list[dict[str, Any]]:
    """Those that the reference finds, by their numbers."""
    found = tenant.api().get("/v1/invoices", params={"reference_id": reference_id}).json()["results"]
    return sorted(found, key=lambda invoice: invoice["number"] or "")


def numbers(tenant: Tenant, reference_id: str) -> list[str]:
    return [invoice["number"] for invoice in invoices(tenant, reference_id)]


@pytest.mark.usefixtures("worker")
def test_a_file_with_two_invoices_becomes_two(tenant: Tenant) -> None:
    upload = arrived(tenant, pages(INVOICE, TERMS, OTHER, serial="A1"))
    assert [part["pages"] for part in upload["parts"]] == [[1, 2], [3]]
    found = invoices(tenant, upload["id"])
    assert [invoice["number"] for invoice in found] == ["HS-A1", "NW-A1"]
    assert sorted(upload["invoice_ids"]) == sorted(invoice["id"] for invoice in found)
    assert [part["invoice_ids"] for part in upload["parts"]] == [[invoice["id"]] for invoice in found]
    assert [invoice["reference_id"] for invoice in found] == [upload["id"]] * 2
    assert [invoice["images"][0]["pages"] for invoice in found] == [[1, 2], [3]]
    read = tenant.api().get(f"/v1/invoices/{found[1]['id']}", params={"expand": "extraction"}).json()
    assert (read["extraction"]["number"]["value"], read["extraction"]["number"]["page"]) == ("NW-A1", 3)
    (told,) = [entry for entry in trail(tenant, "upload") if entry["action"] == "upload.processed"]
    assert len(told["after"]["invoices"]) == 2


@pytest.mark.usefixtures("worker")
def test_the_same_bytes_again_show_all_invoices_of_the_first(tenant: Tenant) -> None:
    data = pages(INVOICE, OTHER, serial="A2")
    first, second = arrived(tenant, data), arrived(tenant, data)
    assert (second["status"], second["duplicate_of"]) == ("duplicate", first["id"])
    assert second["invoice_ids"] == first["invoice_ids"]
    assert numbers(tenant, second["id"]) == ["HS-A2", "NW-A2"]


@pytest.mark.usefixtures("worker")
def test_a_part_that_came_before_is_a_likely_duplicate(tenant: Tenant) -> None:
    arrived(tenant, pages(OTHER, serial="A3"))
    upload = arrived(tenant, pages(INVOICE, OTHER, serial="A3"))
    codes = [{reason["code"] for reason in invoice["reasons"]} for invoice in invoices(tenant, upload["id"])]
    assert ["likely_duplicate" in one or "possible_duplicate" in one or "unknown_vendor" in one for one in codes] == [
        True,
        True,
    ]


@pytest.mark.usefixtures("worker")
def test_people_divide_a_file_and_undo_it(tenant: Tenant) -> None:
    upload = arrived(tenant, pages(INVOICE, TERMS, serial="A4"))
    (old,) = upload["invoice_ids"]
    answer = step(tenant, upload["id"], "split", {"parts": [[1], [2]]})
    assert (answer.status_code, answer.json()["status"]) == (200, "queued")
    assert answer.json()["invoice_ids"] == []
    divided = finished(tenant, upload["id"])
    assert [part["pages"] for part in divided["parts"]] == [[1], [2]]
    assert len(divided["invoice_ids"]) == 2
    assert old not in divided["invoice_ids"]
    assert tenant.api().get(f"/v1/invoices/{old}").json()["status"] == "archived"
    assert "likely_duplicate" not in str(invoices(tenant, upload["id"]))
    undone = step(tenant, upload["id"], "undo").json()
    assert (undone["status"], undone["invoice_ids"], undone["parts"]) == ("processed", [old], [])
    assert tenant.api().get(f"/v1/invoices/{old}").json()["status"] == "needs-attention"
    assert {tenant.api().get(f"/v1/invoices/{id}").json()["status"] for id in divided["invoice_ids"]} == {"archived"}
    assert [e["action"] for e in trail(tenant, "upload")][-2:] == ["upload.processed", "upload.undone"]


@pytest.mark.usefixtures("worker")
def test_what_was_divided_by_itself_becomes_one_document_and_two_again(tenant: Tenant) -> None:
    upload = arrived(tenant, pages(INVOICE, OTHER, serial="A5"))
    two = upload["invoice_ids"]
    assert step(tenant, upload["id"], "undo").status_code == 200
    one = finished(tenant, upload["id"])
    assert [part["pages"] for part in one["parts"]] == [[1, 2]]
    assert len(one["invoice_ids"]) == 1
    again = step(tenant, upload["id"], "undo", {"arrangement": 1}).json()
    assert (sorted(again["invoice_ids"]), [part["pages"] for part in again["parts"]]) == (sorted(two), [[1], [2]])


@pytest.mark.usefixtures("worker")
def test_pages_of_one_invoice_in_two_files_are_found_merged_and_undone(tenant: Tenant) -> None:
    head = (*(t for t in INVOICE if t[1] < 340), (280, 800, "Page 1 of 2"))
    tail = (*(t for t in INVOICE if t[1] >= 340 or "number" in t[2].lower()), (280, 800, "Page 2 of 2"))
    first, second = (arrived(tenant, pages(part, serial="A6")) for part in (head, tail))
    (alone,) = second["invoice_ids"]
    reasons = {reason["code"]: reason for reason in tenant.api().get(f"/v1/invoices/{alone}").json()["reasons"]}
    assert reasons["pages_elsewhere"]["other_invoice_id"] == first["invoice_ids"][0]
    assert step(tenant, first["id"], "merge", {"uploads": [second["id"]]}).status_code == 200
    merged = finished(tenant, first["id"])
    (whole,) = merged["invoice_ids"]
    shown = tenant.api().get(f"/v1/invoices/{whole}").json()
    assert (shown["number"], shown["total_amount"], len(shown["images"])) == ("HS-A6", 588.0, 2)
    assert detail(tenant, second["id"])["merged_into"] == first["id"]
    assert numbers(tenant, second["id"]) == ["HS-A6"]
    assert step(tenant, second["id"], "split", {"parts": [[1]]}).json()["message"]["error"] == "upload_of_another"
    undone = step(tenant, first["id"], "undo").json()
    assert undone["invoice_ids"] == first["invoice_ids"]
    assert detail(tenant, second["id"])["invoice_ids"] == [alone]


@pytest.mark.usefixtures("worker")
def test_an_invoice_that_somebody_worked_on_keeps_its_pages(tenant: Tenant) -> None:
    upload = arrived(tenant, pages(INVOICE, TERMS, serial="A7"))
    (id,) = upload["invoice_ids"]
    assert tenant.api().patch(f"/v1/invoices/{id}", json={"notes": "Seen."}).status_code == 200
    refused = step(tenant, upload["id"], "split", {"parts": [[1], [2]]})
    assert (refused.status_code, refused.json()["message"]["error"]) == (409, "invoice_in_use")
    assert detail(tenant, upload["id"])["invoice_ids"] == [id]
    assert tenant.api().get(f"/v1/invoices/{id}").json()["status"] != "archived"


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize(
    ("parts", "type_"),
    [
        ([[1]], "missing_page"),
        ([[1], [2, 3]], "unknown_page"),
        ([[1, 1], [2]], "repeated_page"),
        ([[1, 2], []], "required"),
        ([[0, 1], [2]], "unknown_page"),
    ],
)
def test_parts_that_lose_or_double_a_page_are_refused(tenant: Tenant, parts: list[list[int]], type_: str) -> None:
    upload = arrived(tenant, pages(INVOICE, TERMS, serial=f"B{type_[:3]}{len(parts)}{sum(map(sum, parts))}"))
    refused = step(tenant, upload["id"], "split", {"parts": parts})
    assert refused.status_code == 400
    assert type_ in [fault["type"] for fault in refused.json()["message"]["fields"]]
    assert detail(tenant, upload["id"])["invoice_ids"] == upload["invoice_ids"]


@pytest.mark.usefixtures("worker")
def test_nobody_elses_upload_can_be_arranged(tenant: Tenant, other_tenant: Tenant) -> None:
    upload = arrived(tenant, pages(INVOICE, TERMS, serial="A8"))
    theirs = other_tenant.api()
    assert step(tenant, upload["id"], "split", {"parts": [[1], [2]]}, theirs).status_code == 404
    assert step(tenant, upload["id"], "undo", None, theirs).status_code == 404
    assert theirs.delete(f"/v1/invoices/uploads/{upload['id']}").status_code == 404
    assert theirs.get(f"/v1/invoices/uploads/{upload['id']}").status_code == 404
    assert step(tenant, upload["id"], "split", {"parts": [[1], [2]]}, tenant.api("reader")).status_code == 403


@pytest.mark.usefixtures("worker")
def test_a_failed_file_is_tried_again_or_deleted(tenant: Tenant) -> None:
    data = pages_pdf(())
    upload = arrived(tenant, data)
    assert upload["status"] == "failed"
    retried = step(tenant, upload["id"], "retry")
    assert (retried.status_code, retried.json()["status"]) == (200, "queued")
    assert finished(tenant, upload["id"])["status"] == "failed"
    assert tenant.api().delete(f"/v1/invoices/uploads/{upload['id']}").status_code == 200
    assert tenant.api().get(f"/v1/invoices/uploads/{upload['id']}").status_code == 404
    again = arrived(tenant, data)
    assert again["status"] == "failed"
    actions = [e["action"] for e in trail(tenant, "upload") if e["subject_id"] == upload["id"]]
    assert actions == ["upload.received", "upload.failed", "upload.retried", "upload.failed", "upload.deleted"]


@pytest.mark.usefixtures("worker")
def test_a_file_that_is_deleted_archives_its_invoice_and_may_be_sent_again(tenant: Tenant) -> None:
    data = paper()
    upload = arrived(tenant, data)
    (id,) = upload["invoice_ids"]
    assert step(tenant, upload["id"], "retry").json()["message"]["error"] == "upload_not_failed"
    assert tenant.api().delete(f"/v1/invoices/uploads/{upload['id']}").status_code == 200
    assert tenant.api().get(f"/v1/invoices/{id}").json()["status"] == "archived"
    assert arrived(tenant, data)["status"] == "processed"


def test_an_arrangement_can_be_undone_before_it_was_read(server: Server, tenant: Tenant) -> None:
    with working(server):
        upload = arrived(tenant, pages(INVOICE, TERMS, serial="A9"))
    assert step(tenant, upload["id"], "split", {"parts": [[1], [2]]}).json()["status"] == "queued"
    assert step(tenant, upload["id"], "merge", {"uploads": [upload["id"]]}).status_code == 400
    undone = step(tenant, upload["id"], "undo").json()
    assert (undone["status"], undone["invoice_ids"]) == ("processed", upload["invoice_ids"])
    assert step(tenant, upload["id"], "undo").json()["message"]["error"] == "nothing_to_undo"


@pytest.mark.usefixtures("worker")
def test_an_xml_invoice_has_no_pages(tenant: Tenant) -> None:
    upload = finished(tenant, sent(tenant, as_xml(), "invoice.xml"))
    assert step(tenant, upload["id"], "split", {"parts": [[1]]}).json()["message"]["error"] == "upload_without_pages"


def test_a_worker_that_dies_doubles_and_loses_no_document(server: Server, tenant: Tenant) -> None:
    sent_files = [sent(tenant, pages(INVOICE, OTHER, serial=f"C{n}"), "stack.pdf") for n in range(4)]
    first = start_worker(server)
    try:
        waiting_for(lambda: upload(tenant, sent_files[0])["status"] != "queued")
    finally:
        first.kill()
        first.wait()
    with working(server):
        found = [finished(tenant, reference_id) for reference_id in sent_files]
    assert [len(one["invoice_ids"]) for one in found] == [2] * 4
    entered = [entry for entry in trail(tenant, "invoice") if entry["action"] == "invoice.entered"]
    assert len(entered) == 8


@pytest.mark.usefixtures("worker")
def test_the_invoices_of_a_divided_file_are_changed_and_approved_as_any_other(tenant: Tenant) -> None:
    upload = arrived(tenant, pages(INVOICE, TERMS, OTHER, serial="B1"))
    vendor = make_vendor(tenant)
    body = {"ottimate_vendor_id": vendor["id"], "due_date": "2026-12-31"}
    for id in upload["invoice_ids"]:
        assert tenant.api().patch(f"/v1/invoices/{id}", json=body).status_code == 200
        assert tenant.api("second").post(f"/v1/invoices/{id}/approve").status_code == 200


@pytest.mark.usefixtures("worker")
def test_a_file_whose_invoice_was_exported_is_not_divided_because_it_was_archived_since(tenant: Tenant) -> None:
    upload = arrived(tenant, pages(INVOICE, TERMS, serial="B2"))
    (id,) = upload["invoice_ids"]
    tenant.api().patch(f"/v1/invoices/{id}", json={"ottimate_vendor_id": make_vendor(tenant)["id"]})
    assert tenant.api("second").post(f"/v1/invoices/{id}/approve").status_code == 200
    tenant.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": id}]})
    assert tenant.api().post(f"/v1/invoices/{id}/archive", json={"reason": "Filed."}).status_code == 200
    refused = step(tenant, upload["id"], "split", {"parts": [[1], [2]]})
    assert (refused.status_code, refused.json()["message"]["error"]) == (409, "invoice_in_use")
