"""A scan or photo opened for reading, through OCR."""

from PIL import Image

from payables.extraction.codes.find import codes_in
from payables.extraction.codes.look import turned
from payables.extraction.image.open import open_images
from payables.extraction.limits import Limits
from payables.extraction.model import Code
from payables.extraction.ocr.pages import OcrPages
from payables.extraction.page.model import Page
from payables.extraction.paper import OpenedFile

ASSUMED_DPI = 200


def open_paper(data: bytes, limits: Limits, ocr: OcrPages) -> OpenedFile:
    """Raises Unreadable as `open_images` does."""
    paper = OpenedFile("image", [])
    for i, image in enumerate(open_images(data, limits)):
        _read(image, i + 1, ocr, paper)
    return paper


def _read(image: Image.Image, number: int, ocr: OcrPages, paper: OpenedFile) -> None:
    """Codes are looked for in what is read: a page beyond the limit on OCR is left alone altogether."""
    scale, codes = 72 / ASSUMED_DPI, list[Code]()

    def picture() -> Image.Image:
        codes.extend(codes_in(image, number, barcodes=True))
        return image

    page = ocr.read(picture, Page(number, image.width * scale, image.height * scale))
    paper.pages.append(page)
    paper.codes += [turned(code, page.turn) for code in codes]
