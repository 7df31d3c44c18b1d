"""Boxes are those of the page as people see it when they open the file, however it lies; what has to be turned says so."""

import io
from itertools import count
from typing import Any

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageOps
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from capture.test_joining import as_xml
from capture.test_several_documents import pages, step
from extraction.papers import INVOICE, Text, encoded, picture_pdf, scan
from extraction.test_parts import OTHER
from harness.learning import shown
from harness.tenants import Tenant
from harness.worker import finished, sent

pytestmark = pytest.mark.usefixtures("worker")
LONG = pytest.mark.proof  # each way that a scan can lie is read anew: half a minute

TOTAL = (500, 374, 545, 388)  # points on the upright page, where its total stands
TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
EXIF_LEFT, EXIF_DOWN = 6, 3  # stored turned to the left, and upside down
_serial = count(31_000)


def texts() -> tuple[Text, ...]:
    """Of a number that no other paper has."""
    own = f"HS-{next(_serial)}"
    return tuple((x, y, text.replace("HS-20417", own)) for x, y, text in INVOICE)


def printed(rotate: int = 0, crop: tuple[float, float, float, float] | None = None) -> bytes:
    """A PDF whose print stands upright and whose total is red, with a mark that turns it when it is opened."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for x, top, text in texts():
        canvas.setFillColorRGB(float(text == "588.00"), 0, 0)
        canvas.drawString(x, A4[1] - top, text)
    canvas.save()
    return marked(stream.getvalue(), rotate, crop)


def marked(data: bytes, rotate: int, crop: tuple[float, float, float, float] | None = None) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(data)))
    writer.pages[0].rotate(rotate)
    if crop:
        writer.pages[0].cropbox = RectangleObject(crop)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def scanned(turned: int = 0, dpi: int = 150) -> Image.Image:
    """A picture of the paper that was turned to the right, its total red."""
    image = scan(texts(), dpi)
    x0, y0, x1, y1 = (int(side * dpi / 72) for side in TOTAL)
    total = image.crop((x0, y0, x1, y1))
    image.paste(ImageOps.colorize(total.convert("L"), "red", "white"), (x0, y0))
    return image.transpose(TURNS[turned]) if turned else image


def read(tenant: Tenant, data: bytes, name: str) -> dict[str, Any]:
    """The invoice's extraction."""
    found = finished(tenant, sent(tenant, data, name))
    assert found["status"] == "processed", found
    extraction = shown(tenant, found["invoice_ids"][0])["extraction"]
    opened = open_file(tenant.api().get(f"/v1/invoices/uploads/{found['id']}/file").content)
    return {**extraction, "opened": opened}


def open_file(data: bytes, page: int = 0) -> Image.Image:
    """As a viewer shows it."""
    if data.startswith(b"%PDF"):
        return pdfium.PdfDocument(data)[page].render(scale=2).to_pil().convert("RGB")
    return ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")


def red_box(image: Image.Image) -> tuple[float, ...]:
    """Where red stands, as shares of the picture."""
    red, green, _ = image.split()
    box = ImageChops.subtract(red, green).point([0] * 100 + [255] * 156).getbbox()
    assert box
    return tuple(side / whole for side, whole in zip(box, image.size * 2, strict=True))


def assert_box_is_on_the_total(found: dict[str, Any], turned: int) -> None:
    assert found["total_amount"]["value"] == "588.00"
    x0, y0, x1, y1 = red_box(found["opened"])
    box = found["total_amount"]["box"]
    assert box == pytest.approx([x0, y0, x1, y1], abs=0.012)
    assert box[0] < (x0 + x1) / 2 < box[2]
    assert box[1] < (y0 + y1) / 2 < box[3]
    [view] = found["page_views"]
    assert (view["number"], view["turned"], view["image_page"]) == (1, turned, 1)
    assert view["width"] / view["height"] == pytest.approx(found["opened"].width / found["opened"].height, abs=0.01)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_print_in_a_pdf_that_opens_turned(tenant: Tenant, rotate: int) -> None:
    assert_box_is_on_the_total(read(tenant, printed(rotate), "print.pdf"), -rotate % 360)


def test_print_on_a_page_that_is_cut_and_opens_turned(tenant: Tenant) -> None:
    assert_box_is_on_the_total(read(tenant, printed(90, (30, 200, 580, 820)), "cut.pdf"), 270)


@pytest.mark.parametrize("turned", [0, *(pytest.param(turned, marks=LONG) for turned in TURNS)])
def test_a_scan_that_lies_on_its_side_or_head(tenant: Tenant, turned: int) -> None:
    data = encoded(scanned(turned), "PNG", dpi=(150, 150))
    assert_box_is_on_the_total(read(tenant, data, "scan.png"), -turned % 360)


@LONG
@pytest.mark.parametrize(("turned", "rotate"), [(90, 270), (180, 0), (0, 90)])
def test_a_scan_in_a_pdf_whose_mark_turns_it_upright_or_not(tenant: Tenant, turned: int, rotate: int) -> None:
    data = marked(picture_pdf(scanned(turned)), rotate)
    assert_box_is_on_the_total(read(tenant, data, "scan.pdf"), -(turned + rotate) % 360)


@pytest.mark.parametrize(("turned", "mark"), [(270, EXIF_LEFT), (180, EXIF_DOWN)])
def test_a_photo_that_its_own_mark_turns_upright_was_not_turned(tenant: Tenant, turned: int, mark: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = mark
    data = encoded(scanned(turned), "JPEG", quality=92, exif=exif)
    assert_box_is_on_the_total(read(tenant, data, "photo.jpg"), 0)


@LONG
def test_a_skewed_scan_upside_down_is_turned_and_not_levelled_where_it_is_shown(tenant: Tenant) -> None:
    leaning = scanned().rotate(-4, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)
    data = encoded(leaning.transpose(TURNS[180]), "PNG", dpi=(150, 150))
    assert_box_is_on_the_total(read(tenant, data, "skewed.png"), 180)


def test_an_invoice_of_a_stack_says_on_which_page_of_its_own_file_a_value_stands(tenant: Tenant) -> None:
    stack = finished(tenant, sent(tenant, pages(OTHER, INVOICE, serial="BX1"), "stack.pdf"))
    found = next(one for one in (shown(tenant, id) for id in stack["invoice_ids"]) if one["number"] == "HS-BX1")
    [image] = found["images"]
    [view] = found["extraction"]["page_views"]
    assert found["extraction"]["total_amount"]["page"] == view["number"] == 2
    assert (image["pages"], view["image_id"], view["image_page"]) == ([2], image["id"], 1)
    cut = tenant.api().get(f"/v1/invoices/{found['id']}/images/{image['id']}").content
    assert len(PdfReader(io.BytesIO(cut)).pages) == 1


def test_pages_of_files_that_were_put_together_say_which_file_they_stand_on(tenant: Tenant) -> None:
    first, second = (finished(tenant, sent(tenant, pages(page, serial="BX2"))) for page in (INVOICE[:16], INVOICE[16:]))
    assert step(tenant, first["id"], "merge", {"uploads": [second["id"]]}).status_code == 200
    found = shown(tenant, finished(tenant, first["id"])["invoice_ids"][0])
    views = [(view["number"], view["image_id"], view["image_page"]) for view in found["extraction"]["page_views"]]
    assert views == [(n, image["id"], 1) for n, image in enumerate(found["images"], 1)]
    assert found["extraction"]["total_amount"]["page"] == 2


def test_values_of_an_e_invoice_stand_on_no_page(tenant: Tenant) -> None:
    found = shown(tenant, finished(tenant, sent(tenant, as_xml(), "invoice.xml"))["invoice_ids"][0])
    number = found["extraction"]["number"]
    assert (number["page"], number["box"], found["extraction"]["page_views"]) == (None, None, [])
