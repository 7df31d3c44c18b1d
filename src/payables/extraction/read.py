"""Bytes to a reading, synchronously and without protection: called only inside the child process of the document."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from payables.extraction.errors import Unreadable
from payables.extraction.image.read import open_paper as open_image
from payables.extraction.limits import Limits
from payables.extraction.model import Reading
from payables.extraction.ocr.pages import OcrPages
from payables.extraction.page.model import Page
from payables.extraction.page.said import scanned_pages
from payables.extraction.paper import OpenedFile, joined, read_paper
from payables.extraction.pdf.read import open_paper as open_pdf
from payables.extraction.sniff import expected, sniff
from payables.extraction.xml.read import read_xml

_OPENERS = {"pdf": open_pdf, "jpeg": open_image, "png": open_image, "tiff": open_image}
_IMAGES = ("jpeg", "png", "tiff")


def read(data: bytes, filename: str, limits: Limits, parts: Sequence[Sequence[int]] = ()) -> Reading:
    """`parts` are the pages of each document as people divided the file. Raises Unreadable."""
    if kind_of(data, filename) == "xml":
        return read_xml(data, limits)
    return read_together([(data, filename)], limits, parts)


def read_together(files: Sequence[tuple[bytes, str]], limits: Limits, parts: Sequence[Sequence[int]] = ()) -> Reading:
    """Files that people put together, as if their pages stood in one; the limits hold for all of them. Raises Unreadable."""
    ocr = OcrPages(limits)
    papers = [_opened(data, filename, limits, ocr) for data, filename in files]
    scanned = [page for place, paper in enumerate(papers) for page in scanned_pages(place, paper.pages)]
    paper = papers[0] if len(papers) == 1 else joined(papers)
    paper.warnings += ocr.warnings
    paper.unread = paper.unread or ocr.unread
    reading = read_paper(paper, parts)
    reading.scanned = scanned
    return reading


def words_together(
    files: Sequence[tuple[bytes, str]], limits: Limits, parts: Sequence[Sequence[int]] = ()
) -> list[Page]:
    """The words of the pages of all parts, or of all pages, counted from 1; none where an e-invoice is read instead. Raises
    Unreadable."""
    ocr = OcrPages(limits)
    paper = joined([_opened(data, filename, limits, ocr) for data, filename in files])
    wanted = [number for part in parts for number in part] or [page.number for page in paper.pages]
    pages = {page.number: page for page in paper.pages}
    own = [pages[number] for number in wanted if number in pages]
    return [] if paper.embedded else [replace(page, number=n) for n, page in enumerate(own, 1)]


def pages_of(data: bytes, filename: str, limits: Limits) -> list[Page]:
    """The words of a file, without what is made of them; none where an e-invoice in it is read instead. Raises Unreadable."""
    paper = _opened(data, filename, limits, OcrPages(limits))
    return [] if paper.embedded else paper.pages


def _opened(data: bytes, filename: str, limits: Limits, ocr: OcrPages) -> OpenedFile:
    kind = kind_of(data, filename)
    if kind not in _OPENERS:
        raise Unreadable("unsupported_type", "an e-invoice in XML has no pages")
    return _OPENERS[kind](data, limits, ocr)


def kind_of(data: bytes, filename: str) -> str:
    """What the bytes are. Raises Unreadable: empty_file, type_mismatch, unsupported_type.

    One picture format under the name of another is common and harmless.
    """
    if not data.strip(b"\x00\t\r\n "):
        raise Unreadable("empty_file")
    found, promised = sniff(data), expected(filename)
    if promised and found != promised and not (found in _IMAGES and promised in _IMAGES):
        raise Unreadable("type_mismatch", f"{PurePath(filename).suffix[:10]} holds {found or 'something else'}")
    if found is None:
        raise Unreadable("unsupported_type")
    return found
