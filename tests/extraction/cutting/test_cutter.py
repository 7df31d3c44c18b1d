"""Pages cut out of a file: those that were asked for, and nothing of the others."""

import asyncio
import io
from collections.abc import Sequence

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from payables.extraction.cutting.cutter import Cutter
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
