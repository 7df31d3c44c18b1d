"""Pictures of one document read page by page, at most so many."""

from collections.abc import Callable

from PIL import Image

from payables.extraction.limits import Limits
from payables.extraction.ocr.budget import Budget
from payables.extraction.ocr.registry import available, engine
from payables.extraction.ocr.routing import doubtful, engines_for
from payables.extraction.ocr.upright import read_upright
from payables.extraction.page.model import Page, Word
from payables.extraction.page.skew import straighten


class OcrPages:
    """Reads pictures until the document's share of OCR is used up; `warnings` and `unread` say what was left."""

    def __init__(self, limits: Limits) -> None:
        self.warnings: list[str] = []
        self.unread: list[int] = []
        self._limits = limits
        self._budget = Budget(limits)
        self._read = 0

    def read(self, picture: Callable[[], Image.Image], page: Page) -> Page:
        """The page with the picture's words, or as it was when the picture holds no more text or may not be read."""
        if why := self._why_not():
            self.warnings.append(f"Page {page.number} is a picture and was not read: {why}.")
            self.unread.append(page.number)
            return page
        self._read += 1
        self._budget.begin_page()
        image = picture()
        name, words, turn = _best(image)
        self._budget.end_page(words)
        found = _turned(page, turn)
        across, down = (image.height, image.width) if turn % 2 else image.size
        found.words = straighten([_scaled(w, found.width / across, found.height / down) for w in words])
        found.source = f"ocr:{name}"
        return found if found.characters > page.characters else page

    def _why_not(self) -> str | None:
        if self._read >= self._limits.ocr_pages:
            return f"the limit is {self._read} pages"
        return "nothing could be made out on those before it" if self._budget.exhausted() else None


def _best(image: Image.Image) -> tuple[str, list[Word], int]:
    """Engine, words and quarter turns; the next engine is tried where one is doubtful."""
    name, words, turn = "none", list[Word](), 0
    for name in engines_for(image.width, image.height, available()):
        words, turn = read_upright(image, engine(name).read)
        if name == "rapidocr" or not doubtful(words):
            break
    return name, words, turn


def _turned(page: Page, turn: int) -> Page:
    width, height = (page.height, page.width) if turn % 2 else (page.width, page.height)
    return Page(page.number, width, height, turn=turn)


def _scaled(word: Word, across: float, down: float) -> Word:
    slope = word.slope * down / across
    return Word(word.text, word.x0 * across, word.y0 * down, word.x1 * across, word.y1 * down, word.confidence, slope)
