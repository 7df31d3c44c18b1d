"""Where a value stands on its paper, and how much two places on papers of one vendor are alike."""

import re
from math import exp, hypot

from rapidfuzz.fuzz import ratio

from payables.extraction.model import Choice
from payables.learning.model.papers import Place
from payables.learning.rules.shape import likeness_of_shapes, shape_of

# How much each sign counts. Words say most: tables grow and totals move down, their labels stay.
WORDS, PLACE, SHAPE = 0.6, 0.25, 0.15
NO_WORDS = 0.5  # what words count where neither place has any
_WORD = re.compile(r"[^\W\d_]{2,}|#")
WEIGHTS = (10, 4, 1, 1)  # of the last words of a text, the nearest to the value first
_REACH = 0.12  # shares of the page at which two places are no longer near


def place_of(choice: Choice, pages: int, *, swapped: bool = False) -> Place:
    x0, y0, x1, y1 = choice.box or (None, None, None, None)
    return Place(
        left=_words(choice.left),
        above=_words(choice.above),
        page=choice.page,
        page_from_end=pages - choice.page + 1,
        x=None if x0 is None or x1 is None else round((x0 + x1) / 2, 4),
        y=None if y0 is None or y1 is None else round((y0 + y1) / 2, 4),
        shape=shape_of(choice.raw or choice.value),
        swapped=swapped,
    )


def likeness(one: Place, other: Place) -> float:
    """0 to 1."""
    if one.swapped != other.swapped:
        return 0.0
    return (
        WORDS * _likeness_of_words(one, other)
        + PLACE * _nearness(one, other)
        + SHAPE * likeness_of_shapes(one.shape, other.shape)
    )


def _words(text: str) -> str:
    """The last few, which stand nearest to the value; figures belong to other values."""
    return " ".join(_WORD.findall(text)[-len(WEIGHTS) :])


def _likeness_of_words(one: Place, other: Place) -> float:
    """The better of the two sides: what else stands before or over a value changes from paper to paper."""
    sides = [(a, b) for a, b in ((one.left, other.left), (one.above, other.above)) if a or b]
    if not sides:
        return NO_WORDS
    return max(_alike(a, b) for a, b in sides)


def _alike(one: str, other: str) -> float:
    """Word by word from the value on, as many as the shorter text has: before a label may stand anything."""
    pairs = list(zip(reversed(one.split()), reversed(other.split()), WEIGHTS, strict=False))
    if not pairs:
        return 0.0
    alike = sum(weight * max(0.0, ratio(a, b) / 50 - 1) for a, b, weight in pairs)
    return alike / sum(weight for _, _, weight in pairs)


def _nearness(one: Place, other: Place) -> float:
    if one.page != other.page and one.page_from_end != other.page_from_end:
        return 0.0
    if one.x is None or one.y is None or other.x is None or other.y is None:
        return 0.5
    return exp(-hypot(one.x - other.x, one.y - other.y) / _REACH)
