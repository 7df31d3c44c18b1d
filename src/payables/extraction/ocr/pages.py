"""Pictures of one document read page by page, at most so many."""

from PIL import Image

from payables.extraction.limits import Limits
from payables.extraction.ocr.budget import lift
from payables.extraction.ocr.registry import available, engine
from payables.extraction.ocr.routing import doubtful, engines_for
from payables.extraction.page.model import Page, Word


class OcrPages:
    """Reads pictures until the document's share of OCR is used up; `warnings` say what was left unread."""

    def __init__(self, limits: Limits) -> None:
        self.warnings: list[str] = []
        self._limits = limits
        self._read = 0

    def read(self, image: Image.Image, page: Page) -> Page:
        """The page with the picture's words, or as it was when the picture holds no more text."""
        if self._read >= self._limits.ocr_pages:
            self.warnings.append(f"Page {page.number} is a picture and was not read: the limit is {self._read} pages.")
            return page
        self._read += 1
        lift(self._limits)
        name, words = _best(image)
        words = [_scaled(w, page.width / image.width, page.height / image.height) for w in words]
        if sum(len(w.text) for w in words) <= page.characters:
            return page
        return Page(page.number, page.width, page.height, words, f"ocr:{name}")


def _best(image: Image.Image) -> tuple[str, list[Word]]:
    name, words = "none", list[Word]()
    for name in engines_for(image.width, image.height, available()):
        words = engine(name).read(image)
        if name == "rapidocr" or not doubtful(words):
            break
    return name, words


def _scaled(word: Word, across: float, down: float) -> Word:
    return Word(word.text, word.x0 * across, word.y0 * down, word.x1 * across, word.y1 * down, word.confidence)
