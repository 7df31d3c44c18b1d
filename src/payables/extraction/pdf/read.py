"""A PDF opened for reading: the embedded invoice first, then the text layer, then OCR of the pages without one, which the
invoice is compared with as well."""

import pypdfium2 as pdfium
from PIL import Image

from payables.extraction.checks.drawn import Look
from payables.extraction.codes.find import codes_in
from payables.extraction.codes.look import codes_on, turned
from payables.extraction.errors import Unreadable
from payables.extraction.limits import Limits
from payables.extraction.model import Code, Reading
from payables.extraction.ocr.pages import OcrPages
from payables.extraction.page.model import Page
from payables.extraction.paper import OpenedFile
from payables.extraction.pdf.annotations import show_annotations
from payables.extraction.pdf.attachments import embedded_files, listed
from payables.extraction.pdf.digits import Digits
from payables.extraction.pdf.earn import earn_time
from payables.extraction.pdf.layer import compared, layer_of, uncompared
from payables.extraction.pdf.open import open_pdf
from payables.extraction.pdf.picture import holds_a_picture, sharpness
from payables.extraction.pdf.render import render
from payables.extraction.pdf.words import words_and_digits_of
from payables.extraction.xml.read import read_xml

KEPT = 8  # pages that stay open
ENOUGH_TEXT = 100  # characters; a page with fewer is taken for a picture
LITTLE = 0.015  # share of the page; fine print on a large picture is not what people read there


def open_paper(data: bytes, limits: Limits, ocr: OcrPages) -> OpenedFile:
    """Raises Unreadable as `open_pdf` does."""
    document = open_pdf(data, limits)
    opened = Opened(document)
    read = [words_and_digits_of(opened.page(i), i + 1) for i in range(len(document))]
    pages = [page for page, _ in read]
    earn_time(sum(page.characters >= ENOUGH_TEXT for page in pages), limits)
    files, hidden = embedded_files(data, limits)
    embedded, problems = _embedded_invoice(files, limits)
    paper = OpenedFile(
        "pdf", pages, embedded=embedded, attachments=listed(files), warnings=hidden + problems + opened.warnings
    )
    for place, words in enumerate(pages):
        page = opened.page(place)
        if _is_picture(page, words):
            pages[place] = _with_ocr(page, words, ocr, paper.codes)
        else:
            paper.codes += codes_on(page, words, several_pages=len(pages) > 1)
            paper.looks[place + 1] = _look(opened, place, read[place][1])
    return paper


class Opened:
    """The pages of a document, of which the first few stay open: opening one again costs as much as reading it."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self.warnings: list[str] = []
        self._document = document
        self._kept: dict[int, pdfium.PdfPage] = {}
        self._shown: set[int] = set()

    def page(self, place: int) -> pdfium.PdfPage:
        if place in self._kept:
            return self._kept[place]
        if place in self._shown:
            page = self._document[place]
        else:
            page = show_annotations(self._document, place, self.warnings)
            self._shown.add(place)
        if place < KEPT:
            self._kept[place] = page
        return page


def _look(opened: Opened, place: int, digits: Digits) -> Look:
    return lambda places: digits.drawn_otherwise(opened.page(place), places)


def _is_picture(page: pdfium.PdfPage, words: Page) -> bool:
    """With little text that is seen and a picture: read by OCR as well."""
    if words.characters < ENOUGH_TEXT or layer_of(words):
        return holds_a_picture(page)
    return _is_fine_print(words) and sharpness(page) > 0


def _is_fine_print(words: Page) -> bool:
    printed = sum((word.x1 - word.x0) * word.height for word in words.words)
    return printed < LITTLE * words.width * words.height


def _with_ocr(page: pdfium.PdfPage, words: Page, ocr: OcrPages, codes: list[Code]) -> Page:
    """Codes are looked for in the picture that is drawn for OCR."""
    found: list[Code] = []

    def picture() -> Image.Image:
        image = render(page)
        found.extend(codes_in(image, words.number, barcodes=True))
        return image

    width, height = page.get_size()
    read = ocr.read(picture, Page(words.number, max(width, 1.0), max(height, 1.0)))
    codes += [turned(code, read.turn) for code in found]
    fine_print = words.characters >= ENOUGH_TEXT and read.characters >= ENOUGH_TEXT and _is_fine_print(words)
    if read.characters <= words.characters and not fine_print:
        return uncompared(words)
    return compared(read, words)


def _embedded_invoice(files: list[tuple[str, bytes]], limits: Limits) -> tuple[Reading | None, list[str]]:
    """The first embedded XML that is an invoice, and what was wrong with those before it."""
    problems: list[str] = []
    for name, content in files:
        if not name.lower().endswith(".xml"):
            continue
        try:
            return read_xml(content, limits), problems
        except Unreadable as refusal:
            if refusal.code != "xml_not_an_invoice":
                problems.append(f"The embedded file {name[:80]} was not used. {refusal.message}")
    return None, problems
