"""Pages cut out of a file: those that were asked for, and nothing of the others."""

import asyncio
import io
from collections.abc import Sequence

import pypdfium2 as pdfium
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, TextStringObject
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extraction.papers import pdf
from payables.extraction.cutting.cutter import Cutter, TooManyAtOnce
from payables.extraction.errors import Unreadable

WORDS = ("harbour", "northern", "orchard")


def stack() -> bytes:
    """Three pages with a word each, a title, and links between them."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True, pageCompression=0)
    canvas.setTitle("secret title")
    for word in WORDS:
        canvas.bookmarkPage(word)
        canvas.addOutlineEntry(f"outline {word}", word)
        canvas.drawString(60, 700, word)
        for other in WORDS:
            canvas.linkRect("", other, (60, 600, 100, 620))
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def tiff(*modes: str) -> bytes:
    frames = [Image.new(mode, (120 + 10 * n, 80), n * 40 % 2 if mode == "1" else 0) for n, mode in enumerate(modes)]
    stream = io.BytesIO()
    frames[0].save(stream, "TIFF", save_all=True, append_images=frames[1:])
    return stream.getvalue()


def cut(data: bytes, pages: Sequence[int], name: str = "stack.pdf") -> bytes:
    async def once() -> bytes:
        cutter = Cutter()
        try:
            return await cutter.cut(data, name, pages)
        finally:
            cutter.close()

    return asyncio.run(once())


def refusal(data: bytes, pages: Sequence[int]) -> str:
    with pytest.raises(Unreadable) as refused:
        cut(data, pages)
    return refused.value.code


def texts(data: bytes) -> list[str]:
    with pdfium.PdfDocument(data) as document:
        return [page.get_textpage().get_text_bounded().strip() for page in document]


def test_a_pdf_has_the_pages_that_were_asked_for_and_no_word_of_the_others() -> None:
    own = cut(stack(), [2])
    assert texts(own) == ["northern"]
    assert not any(word.encode() in own for word in ("harbour", "orchard", "secret"))
    assert texts(cut(stack(), [1, 3])) == ["harbour", "orchard"]


def test_frames_of_a_tiff_keep_their_size_and_depth() -> None:
    with Image.open(io.BytesIO(cut(tiff("1", "L", "RGB", "1"), [2, 3, 4], "fax.tiff"))) as own:
        found = []
        for n in range(own.n_frames):  # type: ignore[attr-defined]
            own.seek(n)
            found.append((own.size, own.mode))
    assert found == [((130, 80), "L"), ((140, 80), "RGB"), ((150, 80), "1")]


@pytest.mark.parametrize("pages", [[], [0], [4], [1, 4], [-1]])
def test_pages_that_are_not_there_are_refused(pages: list[int]) -> None:
    assert refusal(stack(), pages) == "truncated"


def test_what_is_damaged_or_has_no_pages_is_refused() -> None:
    assert refusal(b"%PDF-1.7 nothing", [1]) == "truncated"
    assert refusal(b"<Invoice/>", [1]) == "unsupported_type"


def sharing() -> bytes:
    """Two pages that share one dictionary of drawings, and carry private data and fields of a form; one drawing uses another
    that only the shared dictionary names."""
    writer = PdfWriter()
    shared = DictionaryObject()
    for word in ("own", "inner", "other"):
        form = DecodedStreamObject()
        form.set_data(b"q /inner Do Q % own words" if word == "own" else f"% {word} words".encode())
        form.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
        form[NameObject("/BBox")] = ArrayObject(map(NumberObject, (0, 0, 99, 99)))
        form[NameObject("/PieceInfo")] = TextStringObject("private words")
        shared[NameObject(f"/{word}")] = writer._add_object(form)
    resources = writer._add_object(DictionaryObject({NameObject("/XObject"): shared}))
    field = DictionaryObject({NameObject("/T"): TextStringObject("field words"), NameObject("/Kids"): ArrayObject()})
    parent = writer._add_object(field)
    for word in ("own", "other"):
        page = writer.add_blank_page(200, 200)
        content = DecodedStreamObject()
        content.set_data(f"/{word} Do".encode())
        page[NameObject("/Contents")] = writer._add_object(content)
        page[NameObject("/Resources")] = resources
        page[NameObject("/PieceInfo")] = TextStringObject("private words")
        note = DictionaryObject({NameObject("/Subtype"): NameObject("/Widget"), NameObject("/Parent"): parent})
        note[NameObject("/V")] = TextStringObject(f"{word} value")
        note[NameObject("/Rect")] = ArrayObject(map(NumberObject, (0, 0, 9, 9)))
        page[NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
        field[NameObject("/Kids")].append(page[NameObject("/Annots")][0].indirect_reference)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_what_pages_share_is_taken_along_only_as_far_as_the_page_shows_it() -> None:
    data = sharing()
    assert all(words in data for words in (b"own words", b"inner words", b"other words", b"private words"))
    own = plain(cut(data, [1]))
    assert b"own words" in own
    assert b"inner words" in own
    for words in (b"other words", b"private words", b"field words", b"other value"):
        assert words not in own
    assert b"other words" in plain(cut(data, [1, 2]))


def plain(data: bytes) -> bytes:
    """Every object of the file, unpacked."""
    reader = PdfReader(io.BytesIO(data))
    objects = [reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1)]
    return b"\n".join(
        o.get_data() + repr(dict(o)).encode() if hasattr(o, "get_data") else repr(o).encode() for o in objects
    )


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_looks_as_before(rotate: int) -> None:
    data = pdf(rotate=rotate, pages=2)
    assert drawn(cut(data, [2])) == drawn(data)


def drawn(data: bytes) -> bytes:
    """The last page."""
    with pdfium.PdfDocument(data) as document:
        return document[len(document) - 1].render(scale=0.5).to_numpy().tobytes()


def test_pictures_with_a_soft_mask_look_as_before() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    for colour in ("red", "blue"):
        picture = Image.new("RGBA", (40, 40), colour)
        picture.putalpha(Image.linear_gradient("L").resize((40, 40)))
        canvas.drawImage(ImageReader(picture), 60, 600, 200, 200, mask="auto")
        canvas.setFillAlpha(0.4)
        canvas.rect(50, 500, 300, 200, fill=1)
        canvas.linearGradient(50, 100, 300, 300, (HexColor(0x112233), HexColor(0xDDEEFF)))
        canvas.showPage()
    canvas.save()
    data = stream.getvalue()
    assert drawn(cut(data, [2])) == drawn(data)


def test_more_than_may_wait_are_sent_away() -> None:
    async def many() -> list[object]:
        cutter, data = Cutter(), stack()
        try:
            return await asyncio.gather(*(cutter.cut(data, "a.pdf", [1]) for _ in range(12)), return_exceptions=True)
        finally:
            cutter.close()

    ends = asyncio.run(many())
    assert [isinstance(end, TooManyAtOnce) for end in ends] == [False] * 8 + [True] * 4
    assert all(texts(end) == ["harbour"] for end in ends if isinstance(end, bytes))
