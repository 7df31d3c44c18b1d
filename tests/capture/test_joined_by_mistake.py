"""No invoice disappears in another: what is not surely the same is entered, and what has joined comes out again."""

from typing import Any

import pypdfium2 as pdfium
import pytest

from capture.test_joining import FILES, arrive, codes, hafen, read
from extraction.papers import encoded
from harness.learning import correct, harbour, number, odd_paper
from harness.tenants import Tenant
from harness.worker import finished, sent

pytestmark = pytest.mark.usefixtures("worker")

__all__ = ["hafen"]


def undo(tenant: Tenant, upload: str) -> Any:
    return tenant.api().post(f"/v1/invoices/uploads/{upload}/undo")


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


def _made(kind: str) -> tuple[bytes, str]:
    make, name = FILES[kind]
    return make(), name


def _scanned(paper: bytes) -> bytes:
    with pdfium.PdfDocument(paper) as one:
        return encoded(one[0].render(scale=3).to_pil(), "JPEG", quality=90)
