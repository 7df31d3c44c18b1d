"""GET /v1/invoices/{id}/pages: what a person sees of a paper, with boxes and words on the picture."""

import io
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image

from capture.test_boxes_as_opened import marked, printed, scanned
from extraction.einvoice_full import UBL_FULL
from extraction.papers import encoded
from harness.api import error_of, fields_of
from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import finished, paper, sent, working


@pytest.fixture(scope="module")
def worker(server: Server) -> Iterator[None]:
    with working(server):
        yield


pytestmark = pytest.mark.usefixtures("worker")


def invoice_of(tenant: Tenant, data: bytes, name: str = "invoice.pdf", **options: Any) -> str:
    found = finished(tenant, sent(tenant, data, name, **options))
    assert found["status"] == "processed", found
    [id] = found["invoice_ids"]
    return id


def pages(tenant: Tenant, id: str) -> dict[str, Any]:
    answer = tenant.api().get(f"/v1/invoices/{id}/pages")
    assert answer.status_code == 200, answer.text
    return answer.json()


def picture(tenant: Tenant, id: str, page: int = 1, **query: Any) -> Image.Image:
    answer = tenant.api().get(f"/v1/invoices/{id}/pages/{page}", params=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/webp"
    return Image.open(io.BytesIO(answer.content)).convert("RGB")


def words(tenant: Tenant, id: str, page: int = 1) -> dict[str, Any]:
    return tenant.api().get(f"/v1/invoices/{id}/pages/{page}/words").json()


def is_red(image: Image.Image, box: list[float]) -> bool:
    """Something in the box is, and next to nothing of the rest of the page."""
    sides = [round(share * side) for share, side in zip(box, (*image.size, *image.size), strict=True)]
    inside, whole = _red(image.crop((sides[0] - 3, sides[1] - 3, sides[2] + 3, sides[3] + 3))), _red(image)
    return whole > 10 and inside > 0.9 * whole


def _red(image: Image.Image) -> int:
    red, green, _ = image.split()
    return sum(r > 150 and g < 110 for r, g in zip(red.tobytes(), green.tobytes(), strict=True))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_boxes_and_words_lie_on_the_picture_however_the_page_lies(tenant: Tenant, rotate: int) -> None:
    id = invoice_of(tenant, printed(rotate))
    [page] = pages(tenant, id)["pages"]
    image = picture(tenant, id)
    assert (page["turned"], image.width) == ((360 - rotate) % 360, 1200)
    assert image.height == pytest.approx(1200 * page["height"] / page["width"], abs=2)
    assert page["height"] > page["width"]
    total = next(value for value in page["values"] if value["name"] == "total_amount")
    assert total["value"] == "588.00"
    assert is_red(image, total["box"])
    word = next(word for word in words(tenant, id)["words"] if word["text"] == "588.00")
    assert is_red(image, word["box"])


@pytest.mark.parametrize("turned", [0, pytest.param(90, marks=pytest.mark.proof)])
def test_the_words_of_a_scan_are_those_that_were_read_with_it(tenant: Tenant, turned: int) -> None:
    id = invoice_of(tenant, encoded(scanned(turned), "JPEG", quality=90), "scan.jpg")
    [page] = pages(tenant, id)["pages"]
    image = picture(tenant, id)
    total = next(value for value in page["values"] if value["name"] == "total_amount")
    assert is_red(image, total["box"])
    told = words(tenant, id)
    assert told["reason"] is None
    word = next(word for word in told["words"] if "588" in word["text"])
    assert is_red(image, word["box"])
    assert 0 < word["confidence"] <= 1


def test_words_come_line_by_line_from_left_to_right(tenant: Tenant) -> None:
    told = words(tenant, invoice_of(tenant, paper()))["words"]
    lines: dict[int, list[str]] = {}
    for word in told:
        lines.setdefault(word["line"], []).append(word["text"])
    texts = [" ".join(line) for line in lines.values()]
    assert texts[0] == "Harbour Supplies Ltd INVOICE"
    assert "Table cloth 180 x 300 cm 12 31.25 375.00" in texts
    assert list(lines) == sorted(lines)


def test_values_name_their_place_in_what_was_read(tenant: Tenant) -> None:
    [page] = pages(tenant, invoice_of(tenant, paper()))["pages"]
    values = {value["name"]: value["value"] for value in page["values"]}
    assert (values["items[1].amount"], values["currency"]) == ("375.00", "GBP")
    assert page["read_as"] == 1


def test_a_picture_is_kept_by_clients_only_under_the_name_of_what_it_shows(tenant: Tenant) -> None:
    id = invoice_of(tenant, paper())
    [page] = pages(tenant, id)["pages"]
    answers = [
        tenant.api().get(f"/v1/invoices/{id}/pages/1", params=query)
        for query in ({"v": page["tag"]}, {"v": "0" * 32}, {})
    ]
    kept = [answer.headers["cache-control"] for answer in answers]
    assert kept == ["private, max-age=86400, immutable", "private, no-cache", "private, no-cache"]
    assert len({answer.headers["etag"] for answer in answers}) == 1
    assert answers[0].headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answers[0].headers["x-content-type-options"] == "nosniff"
    assert tenant.api().get(page["url"]).content == answers[0].content


def test_a_replaced_file_is_shown_at_once(tenant: Tenant) -> None:
    id = invoice_of(tenant, paper())
    [before] = pages(tenant, id)["pages"]
    files = [("images", ("new.png", encoded(Image.new("RGB", (300, 200), "red"), "PNG")))]
    assert tenant.api().patch(f"/v1/invoices/{id}/images", files=files).status_code == 200
    [after] = pages(tenant, id)["pages"]
    assert after["tag"] != before["tag"]
    assert (after["read_as"], after["values"]) == (None, [])
    assert picture(tenant, id).tobytes()[0] > 200


@pytest.mark.parametrize("width", [400, 800, 1800])
def test_a_picture_comes_in_few_widths(tenant: Tenant, width: int) -> None:
    id = make_invoice(tenant, raw_images=[{"filename": "a.pdf", "data": b64encode(paper()).decode()}])["id"]
    assert picture(tenant, id, width=width).width == width


@pytest.mark.parametrize("width", ["1", "0", "100000", "-400", "1e3"])
def test_another_width_is_refused(shared_tenant: Tenant, width: str) -> None:
    id = make_invoice(shared_tenant)["id"]
    answer = shared_tenant.api().get(f"/v1/invoices/{id}/pages/1", params={"width": width})
    assert (answer.status_code, list(fields_of(answer))) == (400, ["width"])


def test_files_that_nobody_read_have_pages_too(tenant: Tenant) -> None:
    sent_files = [
        {"filename": "a.pdf", "data": b64encode(marked(paper(), 90)).decode()},
        {"filename": "b.png", "data": b64encode(encoded(Image.new("L", (600, 400), 255), "PNG")).decode()},
    ]
    id = make_invoice(tenant, raw_images=sent_files)["id"]
    found = pages(tenant, id)
    assert [(p["number"], p["image_page"], p["width"] > p["height"]) for p in found["pages"]] == [
        (1, 1, True),
        (2, 1, True),
    ]
    assert len({p["image_id"] for p in found["pages"]}) == 2
    assert any(word["text"] == "Harbour" for word in words(tenant, id)["words"])
    assert words(tenant, id, 2)["reason"]["code"] == "not_kept"


def test_an_e_invoice_in_xml_says_that_it_has_no_pages(tenant: Tenant) -> None:
    id = invoice_of(tenant, UBL_FULL.replace(b"VG-88<", b"VG-881<"), "invoice.xml")
    found = pages(tenant, id)
    assert (found["count"], [file["code"] for file in found["unshown"]]) == (0, ["no_pages"])
    answer = tenant.api().get(f"/v1/invoices/{id}/pages/1")
    assert (answer.status_code, error_of(answer)) == (409, "page_not_shown")


@pytest.mark.parametrize("page", ["0", "2", "-1", "99999999999", "x", "1.0", "%00"])
def test_a_page_that_is_not_there_is_not_found(tenant: Tenant, page: str) -> None:
    id = make_invoice(tenant, raw_images=[{"filename": "a.pdf", "data": b64encode(paper()).decode()}])["id"]
    for what in ("", "/words"):
        assert tenant.api().get(f"/v1/invoices/{id}/pages/{page}{what}").status_code == 404


def test_others_find_nothing(tenant: Tenant, other_tenant: Tenant) -> None:
    id = invoice_of(tenant, paper(), location=tenant.location("park"))
    for api in (other_tenant.api(), tenant.api("main")):
        for what in ("pages", "pages/1", "pages/1/words"):
            assert api.get(f"/v1/invoices/{id}/{what}").status_code == 404
