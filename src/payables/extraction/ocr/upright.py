"""Which way a picture stands: turned by quarters until its words are read well."""

from collections.abc import Callable

from PIL import Image

from payables.extraction.page.model import Word

SURE = 0.78  # mean confidence above which a picture stands upright
_TURNS = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}


def read_upright(image: Image.Image, read: Callable[[Image.Image], list[Word]]) -> tuple[list[Word], int]:
    """The words and the quarter turns to the right after which they were read best; their boxes fit the turned picture."""
    words = read(image)
    if not words or stands_upright(words):
        return words, 0
    turns = (1, 3) if lies_sideways(words) else (2,)
    tried = [(words, 0), *((read(image.transpose(_TURNS[t])), t) for t in turns)]
    return max(tried, key=lambda found: _legible(found[0]))


def stands_upright(words: list[Word]) -> bool:
    return not lies_sideways(words) and _mean(words) >= SURE


def lies_sideways(words: list[Word]) -> bool:
    """Most longer words are taller than wide."""
    longer = [w for w in words if len(w.text) >= 4]
    return len(longer) >= 3 and sum(w.y1 - w.y0 > 1.3 * (w.x1 - w.x0) for w in longer) > 0.5 * len(longer)


def _mean(words: list[Word]) -> float:
    letters = sum(len(w.text) for w in words)
    return sum(w.confidence * len(w.text) for w in words) / letters if letters else 0.0


def _legible(words: list[Word]) -> float:
    """Letters that were read surely; of a sideways reading next to nothing."""
    if lies_sideways(words):
        return 0.0
    return sum(len(w.text) * max(w.confidence - 0.5, 0.0) for w in words)
