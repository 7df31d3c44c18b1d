"""Pages out of a file, synchronously and without protection: called only inside the child process of the document."""

import io
from collections.abc import Sequence

import pypdfium2 as pdfium
from PIL import Image
from PIL.TiffImagePlugin import AppendingTiffWriter

from payables.extraction.cutting.prune import prune
from payables.extraction.errors import Unreadable
from payables.extraction.image.open import FORMATS
from payables.extraction.limits import Limits
from payables.extraction.pdf.open import open_pdf
from payables.extraction.sniff import sniff

# How a picture that was read is written again; a page in black and white stays as small as it was.
_BLACK_AND_WHITE, _OTHER = "group4", "tiff_adobe_deflate"


def cut(data: bytes, pages: Sequence[int], limits: Limits) -> bytes:
    """`pages` from 1, in their order; what is attached to the file, or to be found out about its other pages, stays behind.

    Raises Unreadable, also for a page that is not there.
    """
    cutter = {"pdf": _pdf, "tiff": _tiff}.get(sniff(data) or "")
    if cutter is None:
        raise Unreadable("unsupported_type", "it has one page, or none")
    return cutter(data, pages, limits)


def _pdf(data: bytes, pages: Sequence[int], limits: Limits) -> bytes:
    with open_pdf(data, limits) as document, pdfium.PdfDocument.new() as own:
        _check(pages, len(document))
        own.import_pages(document, [page - 1 for page in pages])
        stream = io.BytesIO()
        own.save(stream)
    return prune(stream.getvalue())


def _tiff(data: bytes, pages: Sequence[int], limits: Limits) -> bytes:
    """Frame after frame, so that no more than one is unpacked at a time."""
    stream = io.BytesIO()
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image, AppendingTiffWriter(stream, new=True) as own:
            _check(pages, getattr(image, "n_frames", 1))
            for page in pages:
                image.seek(page - 1)
                if image.width * image.height > limits.pixels:
                    raise Unreadable("too_large_when_unpacked", f"{image.width} x {image.height} pixels")
                how = _BLACK_AND_WHITE if image.mode == "1" else _OTHER
                image.save(own, "TIFF", compression=how, dpi=image.info.get("dpi", (200, 200)))
                own.newFrame()
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Unreadable("truncated", str(error)[:200]) from error
    return stream.getvalue()


def _check(pages: Sequence[int], count: int) -> None:
    if not pages or not all(1 <= page <= count for page in pages):
        raise Unreadable("truncated", f"of its {count} pages not all are there")
