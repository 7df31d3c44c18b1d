"""Which way a picture stands: turned by quarters until its words are read well."""

from collections.abc import Callable

from PIL import Image

from payables.extraction.page.model import Word

SURE = 0.85  # mean confidence above which a picture stands upright; RapidOCR is up to 0.79 sure of one upside down
STRIP = 740  # pixels: RapidOCR enlarges what is less high
_TURNS = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}


def read_upright(image: Image.Image, read: Callable[[Image.Image], list[Word]]) -> tuple[list[Word], int]:
    """The words and the quarter turns to the right after which they were read best; their boxes fit the turned picture."""
    words = read(image)
    if not words or stands_upright(words):
        return words, 0
    if not lies_sideways(words) and not _better_upside_down(image, words, read):
        return words, 0
    turns = (1, 3) if lies_sideways(words) else (2,)
    tried = [(words, 0), *((read(image.transpose(_TURNS[t])), t) for t in turns)]
    return max(tried, key=lambda found: legible(found[0]))


def legible(words: list[Word]) -> float:
    """Letters that were read surely; of a sideways reading next to nothing."""
    if lies_sideways(words):
        return 0.0
    return sum(len(w.text) * max(w.confidence - 0.5, 0.0) for w in words)


def _better_upside_down(image: Image.Image, words: list[Word], read: Callable[[Image.Image], list[Word]]) -> bool:
    """By the strip of the picture that has the most letters."""
    height = max(image.height // 4, STRIP)
    if height > 0.7 * image.height:
        return True
    top = max(range(0, image.height - height + 1, height // 4), key=lambda y: _letters(_within(words, y, y + height)))
    strip = image.crop((0, top, image.width, top + height)).transpose(_TURNS[2])
    return legible(read(strip)) > legible(_within(words, top, top + height))


def _within(words: list[Word], top: int, bottom: int) -> list[Word]:
    return [w for w in words if w.y0 >= top and w.y1 <= bottom]


def stands_upright(words: list[Word]) -> bool:
    return not lies_sideways(words) and _mean(words) >= SURE


def lies_sideways(words: list[Word]) -> bool:
    """Most longer words are taller than wide."""
    longer = [w for w in words if len(w.text) >= 4]
    return len(longer) >= 3 and sum(w.y1 - w.y0 > 1.3 * (w.x1 - w.x0) for w in longer) > 0.5 * len(longer)


def _mean(words: list[Word]) -> float:
    letters = _letters(words)
    return sum(w.confidence * len(w.text) for w in words) / letters if letters else 0.0


def _letters(words: list[Word]) -> int:
    return sum(len(w.text) for w in words)
