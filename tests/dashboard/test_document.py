"""The document pane: pictures of the pages beside the form, with the boxes of what was read."""

import io
import re
from base64 import b64encode
from collections.abc import Iterator

import pytest
from PIL import Image

from extraction.einvoice_full import UBL_FULL
from extraction.papers import encoded
from harness.dashboard import browser, stranger
from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import finished, paper, sent, working


@pytest.fixture(scope="module")
def worker(server: Server) -> Iterator[None]:
    with working(server):
        yield


pytestmark = pytest.mark.usefixtures("worker")


def read(tenant: Tenant, data: bytes, name: str = "invoice.pdf") -> str:
    found = finished(tenant, sent(tenant, data, name))
    assert found["status"] == "processed", found
    return found["invoice_ids"][0]


def pictures(text: str) -> list[str]:
    """Addresses of the pictures, as a browser without scripts would ask for them."""
    return [found.replace("&amp;", "&") for found in re.findall(r'<img src="([^"]+)"', text)]


def test_the_paper_is_shown_with_a_box_for_what_was_read(server: Server, tenant: Tenant) -> None:
    clerk = browser(server, tenant)
    page = clerk.open(f"/invoices/{read(tenant, paper())}")
    assert page.status == 200
    [address] = pictures(page.text)
    answer = clerk.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    assert answer.headers["cache-control"] == "private, max-age=86400, immutable"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert Image.open(io.BytesIO(answer.content)).width == 1200
    boxes = dict(re.findall(r'<rect class="box" data-name="([^"]+)".*?<title>([^<]*)</title>', page.text))
    assert boxes["total_amount"] == "Total: 588.00"
    assert boxes["items[1].price"] == "Line 2, price: 31.25"


def test_the_page_needs_no_style_and_no_script_of_its_own(server: Server, tenant: Tenant) -> None:
    text = browser(server, tenant).open(f"/invoices/{read(tenant, paper())}").text
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?!( type=\"module\")? src=)", text)


def test_every_page_has_its_picture_and_later_ones_wait(server: Server, tenant: Tenant) -> None:
    files = [
        {"filename": f"{n}.png", "data": b64encode(encoded(Image.new("L", (300, 400), 255 - n), "PNG")).decode()}
        for n in range(3)
    ]
    page = browser(server, tenant).open(f"/invoices/{make_invoice(tenant, raw_images=files)['id']}")
    assert len(set(pictures(page.text))) == 3
    assert page.text.count('loading="lazy"') == 2
    assert "Page 1 of 3" in page.words


def test_a_picture_that_is_there_already_is_not_sent_again(server: Server, tenant: Tenant) -> None:
    clerk = browser(server, tenant)
    path = f"/invoices/{read(tenant, paper())}/document/1"
    first = clerk.get(path)
    assert first.headers["cache-control"] == "private, no-cache"
    again = clerk.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_words_come_as_the_api_gives_them(server: Server, tenant: Tenant) -> None:
    id = read(tenant, paper())
    found = browser(server, tenant).get(f"/invoices/{id}/document/1/words").json()
    assert found["words"] == tenant.api().get(f"/v1/invoices/{id}/pages/1/words").json()["words"]


def test_an_e_invoice_is_shown_in_a_frame_that_may_do_nothing(server: Server, tenant: Tenant) -> None:
    clerk = browser(server, tenant)
    id = read(tenant, UBL_FULL.replace(b"VG-88<", b"VG-8804<"), "invoice.xml")
    page = clerk.open(f"/invoices/{id}")
    assert f'<iframe class="rendering" src="/invoices/{id}/rendering"' in page.text
    assert "frame-src 'self'" in page.answer.headers["content-security-policy"]
    frame = clerk.get(f"/invoices/{id}/rendering")
    assert frame.status_code == 200
    assert "VG-8804" in frame.text
    assert frame.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert "frame-ancestors 'self'; sandbox" in frame.headers["content-security-policy"]
    assert frame.headers["x-frame-options"] == "SAMEORIGIN"


def test_a_file_that_cannot_be_opened_is_told_and_the_form_is_there(server: Server, tenant: Tenant) -> None:
    files = [{"filename": "bad.pdf", "data": b64encode(b"%PDF-1.7 nothing").decode()}]
    page = browser(server, tenant).open(f"/invoices/{make_invoice(tenant, raw_images=files)['id']}")
    assert page.status == 200
    assert "bad.pdf cannot be shown: The file is damaged or incomplete." in page.words


def test_hostile_words_are_only_words(server: Server, tenant: Tenant) -> None:
    id = read(tenant, paper(**{"PO-7781": "<script>alert(1)</script>"}))
    clerk = browser(server, tenant)
    assert "<script>alert(1)" not in clerk.open(f"/invoices/{id}").text
    answer = clerk.get(f"/invoices/{id}/document/1/words")
    assert (answer.headers["content-type"], answer.headers["x-content-type-options"]) == ("application/json", "nosniff")


@pytest.mark.parametrize("query", ["?width=7", "?width=x"])
def test_another_width_is_refused(server: Server, tenant: Tenant, query: str) -> None:
    id = read(tenant, paper())
    assert browser(server, tenant).get(f"/invoices/{id}/document/1{query}").status_code == 400


def test_others_find_nothing(server: Server, tenant: Tenant, other_tenant: Tenant) -> None:
    id = read(tenant, paper())
    for path in (f"/invoices/{id}/document/1", f"/invoices/{id}/document/1/words", f"/invoices/{id}/rendering"):
        assert browser(server, other_tenant).get(path).status_code == 404
        assert stranger(server).get(path).status_code == 303
    assert browser(server, tenant).get(f"/invoices/{id}/document/2").status_code == 404
