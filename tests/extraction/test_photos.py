"""Pages that were not scanned straight: skewed, photographed, badly lit."""

import io
import math
from importlib.resources import files
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter

from extraction.desk import Desk
from extraction.papers import LINES, VALUES, encoded, scan
from payables.extraction.model import Reading
from payables.extraction.ocr.edges import sheet_in
from payables.extraction.ocr.grain import smoothed
from payables.extraction.ocr.light import evenly_lit
from payables.extraction.ocr.skew import skew_of

SAMPLES = Path(str(files("payables.app.demo"))) / "samples"
TOTAL = (522, 380)  # points of its middle on the straight page


def page() -> Image.Image:
    return scan(dpi=200)


def skewed(degrees: float, paper: Image.Image | None = None) -> Image.Image:
    """Turned to the left."""
    return (paper or page()).rotate(degrees, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)


def photo(corners: tuple[tuple[float, float], ...], size: tuple[int, int] = (2100, 2700)) -> Image.Image:
    """The page on a brown table; corners from the upper left clockwise."""
    paper, table = page(), Image.new("RGB", size, (120, 90, 60))
    solved = _projection(corners, paper.size)
    laid = paper.transform(size, Image.Transform.PERSPECTIVE, solved, Image.Resampling.BICUBIC)
    seen = Image.new("L", size, 0)
    ImageDraw.Draw(seen).polygon(list(corners), fill=255)
    table.paste(laid, mask=seen)
    return table


def _projection(corners: tuple[tuple[float, float], ...], size: tuple[int, int]) -> tuple[float, ...]:
    """Pillow's eight numbers, from the photo to the paper, by elimination."""
    width, height = size
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(corners, ((0, 0), (width, 0), (width, height), (0, height)), strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for i in range(8):
        best = max(range(i, 8), key=lambda r: abs(rows[r][i]))
        rows[i], rows[best] = rows[best], rows[i]
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for r in range(8):
            if r != i:
                rows[r] = [a - rows[r][i] * b for a, b in zip(rows[r], rows[i], strict=True)]
    return tuple(row[8] for row in rows)


def shaded(image: Image.Image, darkest: float) -> Image.Image:
    """Light that falls off from the upper left to the lower right."""
    ramp = Image.linear_gradient("L").rotate(45).crop((64, 64, 192, 192)).resize(image.size)
    shade = ramp.point(lambda level: int(255 * (1 - (1 - darkest) * level / 255)))
    dark = Image.new("RGB", image.size, "black")
    return Image.composite(image, dark, shade)


def assert_read(reading: Reading) -> None:
    assert {name: field.value for name, field in reading.fields.items() if name in VALUES} == VALUES
    assert [tuple(c.value if c else None for c in (i.quantity, i.price, i.amount)) for i in reading.items] == LINES


@pytest.mark.parametrize("degrees", [-9, 6])
def test_a_skewed_scan_is_levelled_and_its_boxes_are_where_people_see_them(desk: Desk, degrees: float) -> None:
    image = skewed(degrees)
    reading = desk.read(encoded(image, "PNG"), "scan.png")
    assert_read(reading)
    straight, angle, scale = page(), math.radians(degrees), 200 / 72
    x, y = TOTAL[0] * scale - straight.width / 2, TOTAL[1] * scale - straight.height / 2
    turned = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
    box = reading.fields["total_amount"].box
    assert box is not None
    assert box[0] < 0.5 + turned[0] / image.width < box[2]
    assert box[1] < 0.5 + turned[1] / image.height < box[3]
    assert reading.page_sizes == [[image.width * 0.36, image.height * 0.36]]


def test_a_skewed_page_that_lies_on_its_side_is_turned_and_levelled(desk: Desk) -> None:
    reading = desk.read(encoded(skewed(-4).transpose(Image.Transpose.ROTATE_90), "PNG"), "scan.png")
    assert_read(reading)
    assert reading.page_turns == [1]
    upright = desk.read(encoded(skewed(-4), "PNG"), "scan.png")
    assert reading.fields["number"].box == pytest.approx(upright.fields["number"].box, abs=0.01)
    assert reading.page_sizes == upright.page_sizes


def test_a_photographed_page_is_laid_flat(desk: Desk) -> None:
    corners = ((400.0, 300.0), (1850.0, 180.0), (1980.0, 2300.0), (200.0, 2500.0))
    image = shaded(photo(corners), 0.65)
    reading = desk.read(encoded(image, "JPEG", quality=85), "photo.jpg")
    assert_read(reading)
    box = reading.fields["total_amount"].box
    assert box is not None
    shown = image.crop((int(box[0] * 2100), int(box[1] * 2700), int(box[2] * 2100), int(box[3] * 2700)))
    darkest, _ = shown.convert("L").getextrema()
    assert isinstance(darkest, int | float)
    assert darkest < 80
    assert reading.page_sizes == [[2100 * 0.36, 2700 * 0.36]]


def test_uneven_light_hides_nothing(desk: Desk) -> None:
    assert_read(desk.read(encoded(shaded(page(), 0.3), "JPEG", quality=85), "photo.jpg"))


@pytest.mark.parametrize("degrees", [-10, -3.5, -1, 0, 0.2, 2, 7.5])
def test_the_skew_of_print_is_measured(degrees: float) -> None:
    assert skew_of(skewed(degrees)) == pytest.approx(-degrees if abs(degrees) > 0.75 else 0, abs=0.25)


def test_nothing_is_level_or_skewed_on_a_blank_page() -> None:
    assert skew_of(Image.new("RGB", (900, 1200), "white")) == 0


def test_a_scan_has_no_sheet_to_be_found_also_where_light_falls_off() -> None:
    assert sheet_in(page()) is None
    assert sheet_in(shaded(page(), 0.25)) is None


def test_the_corners_of_a_sheet_are_found() -> None:
    corners = ((900.0, 100.0), (2100.0, 150.0), (2160.0, 1850.0), (830.0, 1800.0))
    found = sheet_in(photo(corners, (3000, 2000)))
    assert found is not None
    assert found.ravel().tolist() == pytest.approx([side for corner in corners for side in corner], abs=15)


def test_corners_between_which_the_paper_does_not_end_are_no_sheet() -> None:
    """Where light falls off, the brightest area ends across the paper."""
    with Image.open(SAMPLES / "millrace-hardware-receipt.jpg") as image:
        found = sheet_in(image.convert("RGB"))
    assert found is None or found[3].tolist() == pytest.approx([124, 1311], abs=15)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("millrace-hardware-receipt.jpg", {"number": "004-118267", "total_amount": "121.35"}),
        ("harvest-lane-produce-scan.pdf", {"number": "55120", "total_amount": "563.00"}),
        (
            "ironclad-refrigeration-fax.tif",
            {"number": "W-20931", "purchase_order": "AP-0417", "vendor_name": "Ironclad Refrigeration Services"},
        ),
    ],
)
def test_the_samples_of_the_demo_that_were_not_scanned_straight_are_read(
    desk: Desk, name: str, values: dict[str, str]
) -> None:
    reading = desk.read(SAMPLES / name, name)
    assert {field: reading.fields[field].value for field in values} == values


def test_boxes_of_a_narrow_picture_that_leans_a_little_are_where_people_see_them(desk: Desk) -> None:
    """So little that the words are moved and not the picture."""
    straight = scan(dpi=120)
    image = straight.rotate(0.65, resample=Image.Resampling.BICUBIC, fillcolor="white")
    reading = desk.read(encoded(image, "PNG"), "scan.png")
    assert_read(reading)
    angle, scale = math.radians(0.65), 120 / 72
    x, y = TOTAL[0] * scale - straight.width / 2, TOTAL[1] * scale - straight.height / 2
    down = 0.5 + (y * math.cos(angle) - x * math.sin(angle)) / image.height
    box = reading.fields["total_amount"].box
    assert box is not None
    assert box[1] < down < box[3]
    assert (box[1] + box[3]) / 2 == pytest.approx(down, abs=0.004)


@pytest.mark.parametrize("dpi", [110, 150])
def test_a_small_picture_upside_down_is_turned(desk: Desk, dpi: int) -> None:
    image = scan(dpi=dpi).filter(ImageFilter.GaussianBlur(1.3)).transpose(Image.Transpose.ROTATE_180)
    reading = desk.read(encoded(image, "PNG"), "scan.png")
    assert reading.page_turns == [2]
    assert reading.fields["number"].value == VALUES["number"]


def test_only_black_and_white_is_smoothed() -> None:
    paper = page()
    fax = paper.convert("1").convert("RGB")
    assert len(smoothed(fax).convert("L").getcolors() or []) > 2
    shaded_paper = shaded(paper, 0.5)
    assert smoothed(shaded_paper) is shaded_paper


def test_even_light_and_a_dark_bar_are_left_as_they_are() -> None:
    paper = page()
    ImageDraw.Draw(paper).rectangle((0, 0, paper.width, 500), fill=(20, 30, 60))
    assert evenly_lit(paper) is paper


def test_a_tiny_picture_is_no_puzzle(desk: Desk) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (3, 2), "grey").save(stream, "PNG")
    assert desk.refusal(stream.getvalue(), "dot.png") == "no_text"
