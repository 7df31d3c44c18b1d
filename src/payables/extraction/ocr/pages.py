"""Pictures of one document read page by page, at most so many."""

from collections.abc import Callable
from functools import partial

import numpy as np
from PIL import Image

from payables.extraction.limits import Limits
from payables.extraction.ocr.budget import Budget
from payables.extraction.ocr.flat import Floats, Size, flattened, quarter
from payables.extraction.ocr.light import evenly_lit
from payables.extraction.ocr.registry import available, engine
from payables.extraction.ocr.routing import doubtful, engines_for
from payables.extraction.ocr.upright import read_upright
from payables.extraction.page.lens import Lens
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
        found = _found(picture(), page, self._budget)
        self._budget.end_page(found.words)
        return found if found.characters > page.characters else page

    def _why_not(self) -> str | None:
        if self._read >= self._limits.ocr_pages:
            return f"the limit is {self._read} pages"
        return "nothing could be made out on those before it" if self._budget.exhausted() else None


def _found(image: Image.Image, page: Page, budget: Budget) -> Page:
    """The page's words on the page laid flat."""
    flat, matrix = flattened(image)
    name, words, turn = _best(flat, budget)
    scale = page.width / image.width, page.height / image.height
    width, height = (flat.height, flat.width) if turn % 2 else flat.size
    found = Page(page.number, width * scale[0], height * scale[1], turn=turn)
    found.words = straighten([_scaled(w, *scale) for w in words])
    found.source = f"ocr:{name}"
    if matrix is not None:
        found.lens = _lens(matrix, flat.size, image.size, turn, scale)
    return found


def _best(image: Image.Image, budget: Budget) -> tuple[str, list[Word], int]:
    """Engine, words and quarter turns; the next engine is tried where one is doubtful. One that found nothing in the time that
    was left takes nothing away."""
    best = "none", list[Word](), 0
    for name in engines_for(image.width, image.height, available()):
        # the other engine sees each line by itself
        shown = evenly_lit(image) if name == "tesseract" else image
        words, turn = read_upright(shown, partial(budget.read, engine(name)))
        if words or not best[1]:
            best = name, words, turn
        if name == "rapidocr" or not doubtful(words):
            break
    return best


def _lens(matrix: Floats, flat: Size, image: Size, turn: int, scale: tuple[float, float]) -> Lens:
    """From points of the flat and upright page to points of the upright picture."""
    points = np.diag([*scale, 1.0])
    upright = quarter(turn, image) @ matrix @ np.linalg.inv(quarter(turn, flat))
    width, height = (
        (image[1] * scale[1], image[0] * scale[0]) if turn % 2 else (image[0] * scale[0], image[1] * scale[1])
    )
    return Lens(width, height, (points @ upright @ np.linalg.inv(points)).ravel().tolist())


def _scaled(word: Word, across: float, down: float) -> Word:
    slope = word.slope * down / across
    return Word(word.text, word.x0 * across, word.y0 * down, word.x1 * across, word.y1 * down, word.confidence, slope)
