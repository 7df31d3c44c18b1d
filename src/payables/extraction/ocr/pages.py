"""Pictures of one document read page by page, at most so many."""

from collections.abc import Callable
from functools import partial

import numpy as np
from PIL import Image

from payables.extraction.limits import Limits
from payables.extraction.ocr.budget import Budget
from payables.extraction.ocr.flat import Floats, Size, flattened, quarter
from payables.extraction.ocr.grain import smoothed
from payables.extraction.ocr.light import evenly_lit
from payables.extraction.ocr.registry import available, engine
from payables.extraction.ocr.routing import doubtful, engines_for
from payables.extraction.ocr.upright import legible, read_upright
from payables.extraction.page.lens import Lens
from payables.extraction.page.model import Page, Word
from payables.extraction.page.skew import leaning, slope_of, straighten


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
    """The page's words on the page laid flat, or as it is where that is read better."""
    shown = smoothed(image)
    flat, matrix = flattened(shown)
    name, words, turn = _best(flat, budget)
    if matrix is not None and (not words or doubtful(words)):
        other = _best(shown, budget)
        if legible(other[1]) > legible(words):
            (name, words, turn), flat, matrix = other, shown, None
    return _page(page, image.size, flat.size, matrix, words, turn, f"ocr:{name}")


def _page(
    page: Page, image: Size, flat: Size, matrix: Floats | None, words: list[Word], turn: int, source: str
) -> Page:
    """In points, its lines level."""
    scale = page.width / image[0], page.height / image[1]
    width, height = (flat[1], flat[0]) if turn % 2 else flat
    found = Page(page.number, width * scale[0], height * scale[1], turn=turn, source=source)
    scaled = [_scaled(w, *scale) for w in words]
    slope, axis = slope_of(scaled), found.width / 2
    found.words = straighten(scaled, slope, axis)
    if matrix is not None or slope:
        laid = np.eye(3) if matrix is None else matrix
        found.lens = _lens(laid, flat, image, turn, scale, np.array(leaning(slope, axis)))
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


def _lens(matrix: Floats, flat: Size, image: Size, turn: int, scale: tuple[float, float], leaning: Floats) -> Lens:
    """From points of the flat, upright and level page to points of the upright picture."""
    points = np.diag([*scale, 1.0])
    upright = quarter(turn, image) @ matrix @ np.linalg.inv(quarter(turn, flat))
    width, height = (
        (image[1] * scale[1], image[0] * scale[0]) if turn % 2 else (image[0] * scale[0], image[1] * scale[1])
    )
    return Lens(width, height, (points @ upright @ np.linalg.inv(points) @ leaning).ravel().tolist())


def _scaled(word: Word, across: float, down: float) -> Word:
    slope = word.slope * down / across
    return Word(word.text, word.x0 * across, word.y0 * down, word.x1 * across, word.y1 * down, word.confidence, slope)
