"""A PDF into a reading: the embedded invoice first, then the text layer, then OCR of the pages without one."""

import pypdfium2 as pdfium

from payables.extraction.checks.page import compare_with_page
from payables.extraction.document import read_pages
from payables.extraction.errors import Unreadable
from payables.extraction.limits import Limits
from payables.extraction.model import Reading
from payables.extraction.ocr.pages import OcrPages
from payables.extraction.page.model import Page
from payables.extraction.pdf.attachments import embedded_files, listed
from payables.extraction.pdf.open import open_pdf
from payables.extraction.pdf.picture import holds_a_picture
from payables.extraction.pdf.render import render
from payables.extraction.pdf.words import words_of
from payables.extraction.xml.read import read_xml

ENOUGH_TEXT = 100  # characters; a page with fewer is taken for a picture


def read_pdf(data: bytes, limits: Limits) -> Reading:
    """Raises Unreadable as `open_pdf` does, or with no_text."""
    document = open_pdf(data, limits)
    pages = [words_of(document[i], i + 1) for i in range(len(document))]
    files, hidden = embedded_files(data, limits)
    reading, problems = _embedded_invoice(files, limits)
    if reading is None:
        ocr = OcrPages(limits)
        pages = [_with_ocr(document[p.number - 1], p, ocr) for p in pages]
        reading = read_pages(pages)
        reading.warnings += ocr.warnings
        reading.unread_pages = ocr.unread
    elif any(p.characters for p in pages):
        reading.method.append("text")
        reading.validation += compare_with_page(reading, pages)
    reading.kind, reading.pages = "pdf", len(pages)
    if not reading.page_sizes:
        reading.page_sizes = [[round(p.width, 2), round(p.height, 2)] for p in pages]
        reading.page_turns = [p.turn for p in pages]
    reading.warnings += hidden + problems
    reading.attachments = listed(files) + reading.attachments
    return reading


def _with_ocr(page: pdfium.PdfPage, words: Page, ocr: OcrPages) -> Page:
    """A page with little text and a picture is read by OCR as well."""
    if words.characters >= ENOUGH_TEXT or not holds_a_picture(page):
        return words
    return ocr.read(lambda: render(page), words)


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
