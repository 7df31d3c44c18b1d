"""A PDF opened for reading: the embedded invoice first, then the text layer, then OCR of the pages without one, which the
invoice is compared with as well."""

import pypdfium2 as pdfium
from PIL import Image

from payables.extraction.codes.find import codes_in
from payables.extraction.codes.look import codes_on, turned
from payables.extraction.errors import Unreadable
from payables.extraction.limits import Limits
from payables.extraction.model import Code, Reading
from payables.extraction.ocr.pages import OcrPages
from payables.extraction.page.model import Page
from payables.extraction.paper import OpenedFile
from payables.extraction.pdf.attachments import embedded_files, listed
from payables.extraction.pdf.earn import earn_time
from payables.extraction.pdf.layer import compared, layer_of, uncompared
from payables.extraction.pdf.open import open_pdf
from payables.extraction.pdf.picture import holds_a_picture
from payables.extraction.pdf.render import render
from payables.extraction.pdf.words import words_of
from payables.extraction.xml.read import read_xml

ENOUGH_TEXT = 100  # characters; a page with fewer is taken for a picture


def open_paper(data: bytes, limits: Limits, ocr: OcrPages) -> OpenedFile:
    """Raises Unreadable as `open_pdf` does."""
    document = open_pdf(data, limits)
    pages = [words_of(document[i], i + 1) for i in range(len(document))]
    earn_time(sum(page.characters >= ENOUGH_TEXT for page in pages), limits)
    files, hidden = embedded_files(data, limits)
    embedded, problems = _embedded_invoice(files, limits)
    paper = OpenedFile("pdf", pages, embedded=embedded, attachments=listed(files), warnings=hidden + problems)
    for place, words in enumerate(pages):
        if _is_picture(document[place], words):
            pages[place] = _with_ocr(document[place], words, ocr, paper.codes)
        else:
            paper.codes += codes_on(document[place], words, several_pages=len(pages) > 1)
    return paper


def _is_picture(page: pdfium.PdfPage, words: Page) -> bool:
    """With little text that is seen and a picture: read by OCR as well."""
    return (words.characters < ENOUGH_TEXT or bool(layer_of(words))) and holds_a_picture(page)


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
    if read.characters <= words.characters:
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
