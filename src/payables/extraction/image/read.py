"""A scan or photo into a reading, through OCR."""

from payables.extraction.document import read_pages
from payables.extraction.image.open import open_images
from payables.extraction.limits import Limits
from payables.extraction.model import Reading
from payables.extraction.ocr.pages import OcrPages
from payables.extraction.page.model import Page

ASSUMED_DPI = 200


def read_image(data: bytes, limits: Limits) -> Reading:
    """Raises Unreadable as `open_images` does, or with no_text."""
    ocr = OcrPages(limits)
    pages: list[Page] = []
    for i, image in enumerate(open_images(data, limits)):
        scale = 72 / ASSUMED_DPI
        pages.append(ocr.read(lambda image=image: image, Page(i + 1, image.width * scale, image.height * scale)))
    reading = read_pages(pages)
    reading.kind, reading.pages = "image", len(pages)
    reading.warnings += ocr.warnings
    reading.unread_pages = ocr.unread
    return reading
