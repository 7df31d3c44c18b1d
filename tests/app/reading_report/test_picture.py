"""The picture of a report, as SVG and as PNG."""

from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from payables.app.reading_report.draw import draw
from payables.app.reading_report.model import TITLES, Outcomes
from payables.app.reading_report.png import SCALE, png
from payables.app.reading_report.svg import svg
from payables.extraction.training.tally import Tally

SVG = "{http://www.w3.org/2000/svg}"
LIMITS = dict.fromkeys(TITLES, 0.8)
SAID = {name: [(0.99, True)] * 40 + [(0.6, False), (0.85, True)] for name in TITLES}
FULL = Outcomes(
    "Müller & <Söhne>",
    0.98,
    LIMITS,
    "month",
    SAID,
    [Tally("2026-10", 20, 12, 8, 7, 7), Tally("2026-11", 9, 6, 0, 0, 0)],
)
EMPTY = Outcomes("nobody", 0.98, LIMITS, "month")


def drawn(outcomes: Outcomes) -> ElementTree.Element:
    return ElementTree.fromstring(svg(draw(outcomes)))  # our own text


def texts(root: ElementTree.Element) -> list[str]:
    return [found.text or "" for found in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("outcomes", [FULL, EMPTY], ids=["full", "empty"])
def test_it_is_an_svg_that_says_in_words_what_it_shows(outcomes: Outcomes) -> None:
    root = drawn(outcomes)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    title, description = root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")
    assert title and outcomes.source in title
    assert description and "Thresholds at 98.0%" in description


def test_every_field_has_its_plots_with_figures_and_threshold() -> None:
    told = texts(drawn(FULL))
    assert [title for title in TITLES.values() if title in told] == list(TITLES.values())
    assert told.count("42 judged · 97.6% right · error 0.027") == len(TITLES)
    assert told.count("threshold 0.800: 97.6% pass, 100.0% of it right") == len(TITLES)
    assert {"2026-10", "12 of 20 read", "7 of 7 right", "2026-11", "6 of 9 read", "none judged"} <= set(told)


def test_where_nothing_is_known_it_says_so() -> None:
    assert texts(drawn(EMPTY)).count("no paper yet") == len(TITLES) + 1


@pytest.mark.parametrize("outcomes", [FULL, EMPTY], ids=["full", "empty"])
def test_nothing_stands_outside_of_the_picture(outcomes: Outcomes) -> None:
    picture = draw(outcomes)
    for found in drawn(outcomes).iter(f"{SVG}text"):
        assert 0 <= float(found.get("x", "-1")) <= picture.width
        assert 0 <= float(found.get("y", "-1")) <= picture.height


def test_the_png_has_twice_the_size() -> None:
    picture = draw(FULL)
    image = Image.open(BytesIO(png(picture)))
    assert (image.format, image.size) == ("PNG", (picture.width * SCALE, picture.height * SCALE))
    assert len(image.getcolors(1 << 20) or []) > 20
