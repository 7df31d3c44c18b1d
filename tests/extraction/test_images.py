"""Scans and photos: formats, orientation, several pages."""

from typing import Any

import numpy
import pytest
from PIL import Image

from extraction.desk import Desk
from extraction.papers import LINES, encoded, scan, without
from payables.extraction.limits import Limits


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_each_format_is_read_by_ocr(desk: Desk, kind: str) -> None:
    reading = desk.read(encoded(scan(), kind), f"scan.{kind.lower()}")
    assert reading.fields["number"].value == "HS-20417"
    assert reading.fields["total_amount"].value == "588.00"
    assert [tuple(c.value if c else None for c in (i.quantity, i.price, i.amount)) for i in reading.items] == LINES
    assert (reading.kind, reading.pages) == ("image", 1)


def test_a_photo_is_turned_by_its_exif_mark(desk: Desk) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # shown turned right
    photo = encoded(scan().rotate(90, expand=True), "JPEG", exif=exif)
    assert desk.read(photo, "photo.jpg").fields["number"].value == "HS-20417"


def test_every_page_of_a_tiff_is_read_up_to_the_limit(desk: Desk) -> None:
    blank = Image.new("RGB", (600, 800), "white")
    pages = encoded(blank, "TIFF", save_all=True, append_images=[scan(dpi=110), blank])
    reading = desk.read(pages, "fax.tiff")
    assert (reading.pages, reading.fields["number"].page) == (3, 2)
    limited = desk.read(pages, "fax.tiff", Limits(ocr_pages=2))
    assert limited.warnings == ["Page 3 is a picture and was not read: the limit is 2 pages."]


def test_a_transparent_picture_stands_on_white_paper(desk: Desk) -> None:
    paper = scan().convert("L").point(lambda level: 255 - level)
    image = Image.new("RGBA", paper.size, (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), mask=paper)
    assert desk.read(encoded(image, "PNG"), "scan.png").fields["number"].value == "HS-20417"


def in_two_colours() -> Image.Image:
    """The invoice with its number in the colour (0, 0, 2)."""
    number = "Invoice number: HS-20417"
    image = scan(without(number))
    image.paste((0, 0, 2), mask=scan(((360, 84, number),)).convert("L").point([255] * 128 + [0] * 128))
    return image


def test_print_in_the_colour_that_a_png_calls_transparent_is_not_there(desk: Desk) -> None:
    shown = desk.read(encoded(in_two_colours(), "PNG"), "scan.png")
    clear = desk.read(encoded(in_two_colours(), "PNG", transparency=(0, 0, 2)), "scan.png")
    assert shown.fields["number"].value == "HS-20417"
    assert "number" not in clear.fields or clear.fields["number"].value != "HS-20417"


def test_a_grey_png_whose_black_is_transparent_shows_nothing(desk: Desk) -> None:
    black = scan().convert("L").point([0] * 128 + [255] * 128)
    assert desk.refusal(encoded(black, "PNG", transparency=0), "scan.png") == "no_text"


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_grey_of_sixteen_bits_is_shown_in_256_levels(desk: Desk, kind: str) -> None:
    levels = numpy.asarray(scan().convert("L")).astype(numpy.uint16)
    pale = encoded(Image.fromarray(levels * 180 + 19_000), kind)
    assert desk.read(pale, f"scan.{kind.lower()}").fields["total_amount"].value == "588.00"
    black = encoded(Image.fromarray(levels), kind)  # 255 of 65,535
    assert desk.refusal(black, f"scan.{kind.lower()}") == "no_text"


@pytest.mark.parametrize(("depth", "white"), [(numpy.float32, 1), (numpy.int32, 65_535)])
def test_grey_of_thirty_two_bits_is_read(desk: Desk, depth: type[numpy.number[Any]], white: int) -> None:
    levels = (numpy.asarray(scan().convert("L")) / 255 * white).astype(depth)
    assert desk.read(encoded(Image.fromarray(levels), "TIFF"), "scan.tiff").fields["total_amount"].value == "588.00"


def test_a_png_under_the_name_of_a_jpeg_is_read(desk: Desk) -> None:
    assert desk.read(encoded(scan(), "PNG"), "scan.jpg").kind == "image"


@pytest.mark.parametrize(("turned", "needs"), [(Image.Transpose.ROTATE_180, 2), (Image.Transpose.ROTATE_90, 1)])
def test_a_page_that_lies_wrong_is_turned(desk: Desk, turned: Image.Transpose, needs: int) -> None:
    reading = desk.read(encoded(scan().transpose(turned), "PNG"), "scan.png")
    upright = desk.read(encoded(scan(), "PNG"), "scan.png")
    assert reading.fields["number"].value == "HS-20417"
    assert (reading.page_turns, upright.page_turns) == ([needs], [0])
    assert reading.page_sizes == upright.page_sizes
    assert reading.fields["number"].box == pytest.approx(upright.fields["number"].box, abs=0.02)


@pytest.mark.parametrize("degrees", [-4, 3])
def test_a_skewed_photo_keeps_its_rows(desk: Desk, degrees: int) -> None:
    photo = scan().rotate(degrees, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)
    reading = desk.read(encoded(photo, "JPEG", quality=80), "photo.jpg")
    assert reading.fields["total_amount"].value == "588.00"
    assert [tuple(c.value if c else None for c in (i.quantity, i.price, i.amount)) for i in reading.items] == LINES
