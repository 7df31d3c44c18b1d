"""No invoice disappears in another: what is not surely the same is entered, and what has joined comes out again."""

from typing import Any

import pypdfium2 as pdfium
import pytest

from capture.test_joining import FILES, arrive, as_pdf, codes, hafen, read, together
from extraction.papers import encoded, pages_pdf
from extraction.test_parts import OTHER
from harness.api import error_of
from harness.learning import correct, harbour, number, odd_paper
from harness.tenants import Tenant
from harness.trail import trail
from harness.worker import finished, sent

pytestmark = pytest.mark.usefixtures("worker")

__all__ = ["hafen"]


def undo(tenant: Tenant, upload: str, **body: Any) -> Any:
    path = f"/v1/invoices/uploads/{upload}/undo"
    return tenant.api().post(path, json=body) if body else tenant.api().post(path)


def test_a_number_that_memory_chose_joins_nothing(tenant: Tenant) -> None:
    """The picture of a paper: memory takes the same number for both."""
    harbour(tenant)
    first = finished(tenant, sent(tenant, odd_paper(taught := number())))
    correct(tenant, read(tenant.api(), first["invoice_ids"][0]), invoice_number=taught)
    paper = odd_paper(number())
    (one,) = finished(tenant, sent(tenant, paper))["invoice_ids"]
    (two,) = finished(tenant, sent(tenant, _scanned(paper), "photo.jpg"))["invoice_ids"]
    assert one != two
    other = {reason["code"]: reason["other_invoice_id"] for reason in read(tenant.api(), two)["reasons"]}
    assert other["likely_duplicate"] == one


@pytest.mark.parametrize(("first", "second"), [("xml", "pdf"), ("pdf", "xml")])
def test_a_file_that_joined_is_taken_out_as_an_invoice_of_its_own(hafen: Tenant, first: str, second: str) -> None:
    one, two = (arrive(hafen, make(), name) for make, name in (FILES[first], FILES[second]))
    (id,) = one["invoice_ids"]
    assert two["invoice_ids"] == [id]
    assert undo(hafen, two["id"]).status_code == 200
    again = finished(hafen, two["id"])
    (own,) = again["invoice_ids"]
    assert (again["status"], own != id, again["duplicate_of"]) == ("processed", True, None)
    assert codes(hafen, own) == ["likely_duplicate"]
    kept = read(hafen.api(), id, "history")
    assert [image["filename"] for image in kept["images"]] == [FILES[first][1]]
    assert (kept["status"], kept["history"][-1]["reason"]) == ("pending-approval", "file_taken_out")
    assert undo(hafen, two["id"]).json()["message"]["error"] == "nothing_to_undo"


def test_a_file_of_an_archived_invoice_comes_out_too(hafen: Tenant) -> None:
    (id,) = arrive(hafen, *_made("xml"))["invoice_ids"]
    joined = arrive(hafen, *_made("pdf"))
    assert hafen.api("second").post(f"/v1/invoices/{id}/archive").status_code == 200
    assert undo(hafen, joined["id"]).status_code == 200
    (own,) = finished(hafen, joined["id"])["invoice_ids"]
    assert (own != id, codes(hafen, own), read(hafen.api(), id)["status"]) == (True, [], "archived")


def test_one_document_of_a_stack_is_taken_out_alone(hafen: Tenant) -> None:
    api = hafen.api()
    (first,) = arrive(hafen, *_made("xml"))["invoice_ids"]
    stack = arrive(hafen, together(as_pdf(), pages_pdf(OTHER)), "stack.pdf")
    joined, alone = stack["parts"]
    assert [(part["pages"], part["joined"]) for part in (joined, alone)] == [([1], True), ([2], False)]
    answer = undo(hafen, stack["id"], pages=[1], arrangement=0)
    assert answer.status_code == 200, answer.text
    taken, same = answer.json()["parts"]
    (own,) = taken["invoice_ids"]
    assert (own != first, taken["joined"], same) == (True, False, alone)
    assert codes(hafen, own) == ["likely_duplicate"]
    found = read(api, own, "extraction")
    assert (found["reference_id"], [image["pages"] for image in found["images"]]) == (stack["id"], [[1]])
    assert found["extraction"]["page_views"][0]["image_id"] == found["images"][0]["id"]
    kept = read(api, first, "history")
    assert [image["filename"] for image in kept["images"]] == ["invoice.xml"]
    assert (kept["status"], kept["history"][-1]["reason"]) == ("pending-approval", "file_taken_out")
    assert [entry["action"] for entry in trail(hafen, "upload")][-1] == "upload.taken_out"


def test_the_document_that_was_taken_out_is_put_away_again_and_its_file_divided_anew(hafen: Tenant) -> None:
    arrive(hafen, *_made("xml"))
    stack = arrive(hafen, together(as_pdf(), pages_pdf(OTHER)), "stack.pdf")
    (own,) = undo(hafen, stack["id"], pages=[1]).json()["parts"][0]["invoice_ids"]
    archive, restore = (f"/v1/invoices/{own}/{verb}" for verb in ("archive", "restore"))
    assert hafen.api().post(archive, json={"reason": "It was the same."}).status_code == 200
    assert hafen.api().post(restore, json={"reason": "It was not."}).status_code == 200
    divide = {"parts": [[1, 2]]}
    assert hafen.api().post(f"/v1/invoices/uploads/{stack['id']}/split", json=divide).status_code == 200
    (whole,) = finished(hafen, stack["id"])["invoice_ids"]
    assert whole != own
    assert undo(hafen, stack["id"]).status_code == 200
    assert own in finished(hafen, stack["id"])["invoice_ids"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"pages": [2]}, 409, "part_not_joined"),
        ({"pages": [1, 2]}, 409, "part_not_found"),
        ({"pages": []}, 409, "part_not_found"),
        ({"pages": [1], "arrangement": 3}, 409, "arrangement_changed"),
        ({"pages": ["1"]}, 400, "validation_error"),
    ],
)
def test_what_has_not_joined_is_not_taken_out(hafen: Tenant, body: dict[str, Any], status: int, code: str) -> None:
    arrive(hafen, *_made("xml"))
    stack = arrive(hafen, together(as_pdf(), pages_pdf(OTHER)), "stack.pdf")
    refused = undo(hafen, stack["id"], **body)
    assert (refused.status_code, error_of(refused)) == (status, code)
    after = hafen.api().get(f"/v1/invoices/uploads/{stack['id']}").json()
    assert (after["parts"], after["invoice_ids"]) == (stack["parts"], stack["invoice_ids"])


def test_pressed_twice_it_is_taken_out_once(hafen: Tenant) -> None:
    arrive(hafen, *_made("xml"))
    stack = arrive(hafen, together(as_pdf(), pages_pdf(OTHER)), "stack.pdf")
    assert undo(hafen, stack["id"], pages=[1]).status_code == 200
    assert error_of(undo(hafen, stack["id"], pages=[1])) == "part_not_joined"
    assert hafen.api().get("/v1/invoices").json()["count"] == 3


def test_who_does_not_see_the_location_takes_nothing_out(hafen: Tenant) -> None:
    arrive(hafen, *_made("xml"))
    stack = arrive(hafen, together(as_pdf(), pages_pdf(OTHER)), "stack.pdf")
    refused = hafen.api("main").post(f"/v1/invoices/uploads/{stack['id']}/undo", json={"pages": [1]})
    assert refused.status_code == 404


def _made(kind: str) -> tuple[bytes, str]:
    make, name = FILES[kind]
    return make(), name


def _scanned(paper: bytes) -> bytes:
    with pdfium.PdfDocument(paper) as one:
        return encoded(one[0].render(scale=3).to_pil(), "JPEG", quality=90)
