"""Pages drawn in a throw-away child: what people see, of whatever file, within bounds."""

import asyncio
import io
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import FloatObject, RectangleObject
from resilience.hostile_set.every import Hostile

from capture.test_boxes_as_opened import TURNS, marked
from extraction.bombs import encrypted, flate_bomb, huge_png
from extraction.papers import encoded, pdf, scan
from extraction.test_hostile import QUICK
from payables.extraction.page_pictures.errors import PageNotShown, TooManyPictures
from payables.extraction.page_pictures.model import FileToShow
from payables.extraction.page_pictures.pictures import PagePictures
from payables.platform.disk_cache import DiskCache


class Shown:
    """Asks as the API does, and counts how often the file was fetched."""

    def __init__(self, folder: Path) -> None:
        self.loop = asyncio.new_event_loop()
        self.pictures = PagePictures(DiskCache(folder, 10_000_000))
        self.fetched = 0

    def file(self, data: bytes, whose: str = "a") -> FileToShow:
        async def fetch(_: bytes) -> bytes:
            self.fetched += 1
            return data

        return FileToShow(whose, sha256(data).digest(), fetch)

    def picture(self, data: bytes, page: int = 1, quarters: int = 0, width: int = 400) -> Image.Image:
        drawn = self.loop.run_until_complete(self.pictures.picture(self.file(data), page, quarters, width))
        return Image.open(io.BytesIO(drawn)).convert("RGB")

    def sizes(self, data: bytes) -> list[tuple[float, float]]:
        return self.loop.run_until_complete(self.pictures.sizes(self.file(data)))

    def words(self, data: bytes, page: int = 1) -> list[str]:
        return [w.text for w in self.loop.run_until_complete(self.pictures.words(self.file(data), page)).words]

    def refusal(self, data: bytes, page: int = 1) -> str:
        with pytest.raises(PageNotShown) as refused:
            self.picture(data, page)
        return refused.value.reason


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    made = Shown(tmp_path_factory.mktemp("pictures"))
    yield made
    made.pictures.close()
    made.loop.close()


def saying(text: str) -> bytes:
    """A paper that no other test looks at."""
    return pdf(((60, 60, text),))


def boxed(width: float, height: float) -> bytes:
    """A PDF whose page is so large."""
    writer = PdfWriter(PdfReader(io.BytesIO(pdf())))
    box = RectangleObject((0, 0, FloatObject(width), FloatObject(height)))
    writer.pages[0].mediabox = writer.pages[0].cropbox = box
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def differs(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of their levels."""
    small = [image.convert("L").resize((60, 60)).tobytes() for image in (one, other)]
    return sum(abs(a - b) for a, b in zip(*small, strict=True)) / 3600


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_is_turned_to_the_right(shown: Shown, quarters: int) -> None:
    for data in (pdf(), encoded(scan(dpi=100), "PNG")):
        upright = shown.picture(data, width=800)
        turned = shown.picture(data, quarters=quarters, width=400)
        assert turned.width == 400
        assert differs(turned, upright.transpose(TURNS[90 * quarters])) < 3


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_the_mark_of_the_file_counts(shown: Shown, rotate: int) -> None:
    data = marked(pdf(), rotate)
    [(width, height)] = shown.sizes(data)
    assert (width > height) == bool(rotate % 180)
    assert differs(shown.picture(data, quarters=(4 - rotate // 90) % 4), shown.picture(pdf())) < 3


@pytest.mark.parametrize("mark", [1, 3, 6, 8])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_the_size_of_a_photo_is_that_of_its_picture(shown: Shown, kind: str, mark: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = mark
    stream = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(stream, kind, exif=exif)
    [(width, height)] = shown.sizes(stream.getvalue())
    drawn = shown.picture(stream.getvalue(), width=1800)
    assert (drawn.width > drawn.height) == (width > height)
    assert {drawn.width, drawn.height} == {300, 200}


def test_the_second_look_asks_nobody(shown: Shown) -> None:
    before = shown.fetched
    shown.picture(saying("twice"))
    shown.picture(saying("twice"))
    assert shown.fetched == before + 1
    shown.picture(saying("twice"), width=800)
    assert shown.fetched == before + 2


def test_what_another_account_has_looked_at_is_drawn_anew(shown: Shown) -> None:
    before = shown.fetched
    for whose in ("a", "b", "a"):
        shown.loop.run_until_complete(shown.pictures.picture(shown.file(saying("ours"), whose), 1, 0, 400))
    assert shown.fetched == before + 2


def test_every_page_of_a_stack_has_its_own_picture_and_words(shown: Shown) -> None:
    frames = [Image.new("L", (200, 100 + 100 * n), 255) for n in range(3)]
    stream = io.BytesIO()
    frames[0].save(stream, "TIFF", save_all=True, append_images=frames[1:])
    assert [shown.picture(stream.getvalue(), n).size for n in (1, 2, 3)] == [(200, 100), (200, 200), (200, 300)]
    assert len(shown.sizes(stream.getvalue())) == 3


def test_words_are_those_that_are_seen(shown: Shown) -> None:
    found = shown.words(pdf())
    assert found[:3] == ["Harbour", "Supplies", "Ltd"]
    assert shown.words(encoded(scan(), "PNG")) == []


@pytest.mark.parametrize(
    ("width", "height"),
    [(100_000, 100_000), (14_400, 3), (3, 14_400), (0.001, 5000), (1_000_000, 0.5)],
)
def test_a_page_of_any_size_is_drawn_within_bounds(shown: Shown, width: float, height: float) -> None:
    drawn = shown.picture(boxed(width, height), width=1800)
    assert 1 <= drawn.width <= 1800
    assert 1 <= drawn.height <= 8000


@pytest.mark.parametrize(("width", "height"), [(0, 0), (0, 500), (-50, -50)])
def test_a_page_without_area_is_drawn_or_refused_and_stops_nobody(shown: Shown, width: float, height: float) -> None:
    try:
        assert shown.picture(boxed(width, height)).width <= 400
    except PageNotShown as refusal:
        assert refusal.reason in ("truncated", "crashed")
    assert shown.picture(pdf()).width == 400


@pytest.mark.parametrize("page", [0, 2, -1, 10**9])
def test_a_page_that_is_not_there_is_refused(shown: Shown, page: int) -> None:
    assert shown.refusal(pdf(), page) == "page_not_there"
    assert shown.refusal(encoded(scan(dpi=50), "PNG"), page) == "page_not_there"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "unsupported_type"),
        (b"%PDF-1.7 nothing", "truncated"),
        (b"\x89PNG\r\n\x1a\n nothing", "truncated"),
        (b"<Invoice/>", "no_pages"),
        (b"GIF89a nothing", "unsupported_type"),
    ],
)
def test_what_cannot_be_opened_is_refused(shown: Shown, data: bytes, code: str) -> None:
    assert shown.refusal(data) == code


def test_what_was_refused_is_not_tried_again_at_once(shown: Shown) -> None:
    before = shown.fetched
    for _ in range(3):
        assert shown.refusal(b"%PDF-1.7 nothing again") == "truncated"
    assert shown.fetched == before + 1


def test_what_unpacks_to_too_much_is_refused(shown: Shown) -> None:
    assert shown.refusal(huge_png()) == "too_large_when_unpacked"
    assert shown.refusal(flate_bomb()) in ("too_large_when_unpacked", "timed_out")
    assert shown.refusal(encrypted("aes")) == "encrypted"


@pytest.mark.parametrize("file", QUICK, ids=lambda file: file.name)
def test_a_hostile_file_is_shown_or_refused(shown: Shown, file: Hostile) -> None:
    data = file.make()
    for look in (shown.sizes, shown.picture, shown.words):
        try:
            look(data)
        except PageNotShown as refusal:
            assert refusal.reason != "crashed"


def test_one_crowd_is_told_to_wait_and_another_comes_in(shown: Shown) -> None:
    async def crowd() -> list[object]:
        asked = [shown.pictures.picture(shown.file(pdf(), "a"), 1, 0, width) for width in range(300, 320)]
        asked.append(shown.pictures.picture(shown.file(pdf(), "b"), 1, 0, 300))
        return list(await asyncio.gather(*asked, return_exceptions=True))

    *many, other = shown.loop.run_until_complete(crowd())
    assert isinstance(other, bytes)
    refused = [one for one in many if not isinstance(one, bytes)]
    assert refused
    assert all(isinstance(one, TooManyPictures) for one in refused)
    assert 6 <= len(many) - len(refused) <= 8
