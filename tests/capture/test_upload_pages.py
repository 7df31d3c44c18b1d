"""GET /v1/invoices/uploads/{id}/pages: what a person sees of a file, read or not, as its pages are counted for a split."""

import io
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from capture.test_boxes_as_opened import scanned
from capture.test_several_documents import step
from extraction.papers import encoded, pdf
from harness.api import error_of
from harness.tenants import Tenant
from harness.worker import finished, paper, sent

pytestmark = pytest.mark.usefixtures("worker")


def pages(tenant: Tenant, id: str) -> dict[str, Any]:
    answer = tenant.api().get(f"/v1/invoices/uploads/{id}/pages")
    assert answer.status_code == 200, answer.text
    return answer.json()


def size(tenant: Tenant, id: str, page: int, **query: Any) -> tuple[int, int]:
    answer = tenant.api().get(f"/v1/invoices/uploads/{id}/pages/{page}", params=query)
    assert answer.status_code == 200, answer.text
    return Image.open(io.BytesIO(answer.content)).size


def words(tenant: Tenant, id: str, page: int) -> list[str]:
    answer = tenant.api().get(f"/v1/invoices/uploads/{id}/pages/{page}/words")
    return [word["text"] for word in answer.json()["words"]]


def locked() -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(paper())))
    writer.encrypt("secret")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_a_file_can_be_looked_at_before_it_was_read(tenant: Tenant) -> None:
    id = sent(tenant, paper())
    found = pages(tenant, id)
    assert [(page["number"], page["turned"], page["upload_id"]) for page in found["pages"]] == [(1, 0, id)]
    assert size(tenant, id, 1, width=400)[0] == 400


@pytest.mark.proof
def test_a_scan_on_its_side_stands_upright_once_it_was_read(tenant: Tenant) -> None:
    id = sent(tenant, encoded(scanned(90), "PNG"), "scan.png")
    assert finished(tenant, id)["status"] == "processed"
    [page] = pages(tenant, id)["pages"]
    assert page["turned"] == 270
    width, height = size(tenant, id, 1)
    assert height > width
    assert "588.00" in words(tenant, id, 1)


def test_merged_files_are_shown_as_one(tenant: Tenant) -> None:
    first, second = (sent(tenant, paper()) for _ in range(2))
    for id in (first, second):
        assert finished(tenant, id)["status"] == "processed"
    assert step(tenant, first, "merge", {"uploads": [second]}).status_code == 200
    found = pages(tenant, first)["pages"]
    assert [(p["number"], p["upload_id"], p["file_page"]) for p in found] == [(1, first, 1), (2, second, 1)]
    assert words(tenant, first, 2) == words(tenant, second, 1)
    assert finished(tenant, first)["status"] == "processed"
    assert len(pages(tenant, first)["pages"]) == 2


def test_a_locked_file_says_why_it_is_not_shown(tenant: Tenant) -> None:
    id = sent(tenant, locked())
    assert finished(tenant, id)["status"] == "failed"
    found = pages(tenant, id)
    assert (found["count"], [file["code"] for file in found["unshown"]]) == (0, ["encrypted"])
    assert "password" in found["unshown"][0]["message"]
    for what in ("", "/words"):
        answer = tenant.api().get(f"/v1/invoices/uploads/{id}/pages/1{what}")
        assert (answer.status_code, error_of(answer)) == (409, "page_not_shown")


def test_a_deleted_upload_is_shown_no_more(tenant: Tenant) -> None:
    id = sent(tenant, paper())
    finished(tenant, id)
    assert size(tenant, id, 1)[0] == 1200
    assert tenant.api().delete(f"/v1/invoices/uploads/{id}").status_code == 200
    for what in ("pages", "pages/1", "pages/1/words"):
        assert tenant.api().get(f"/v1/invoices/uploads/{id}/{what}").status_code == 404


def test_others_find_nothing(tenant: Tenant, other_tenant: Tenant) -> None:
    id = sent(tenant, paper(), location=tenant.location("park"))
    for api in (other_tenant.api(), tenant.api("main")):
        for what in ("pages", "pages/1", "pages/1/words"):
            assert api.get(f"/v1/invoices/uploads/{id}/{what}").status_code == 404


@pytest.mark.parametrize("page", ["0", "3", "x"])
def test_a_page_that_is_not_there_is_not_found(tenant: Tenant, page: str) -> None:
    id = sent(tenant, pdf(pages=2))
    for what in ("", "/words"):
        assert tenant.api().get(f"/v1/invoices/uploads/{id}/pages/{page}{what}").status_code == 404


@pytest.mark.parametrize("id", ["nonsense", "00000000-0000-7000-8000-000000000000"])
def test_what_is_no_upload_has_no_pages(shared_tenant: Tenant, id: str) -> None:
    assert shared_tenant.api().get(f"/v1/invoices/uploads/{id}/pages").status_code == 404
