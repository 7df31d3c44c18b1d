"""Digits that are drawn as other digits than the text says: a font can name its glyphs as it likes.

Only a digit that looks clearly more like another one, in several faces, counts as a lie: unusual faces look like none.
Looked at are the largest sums of a page and its accounts.
"""

import re
from collections.abc import Sequence

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from payables.extraction.pdf.faces import drawn_digits
from payables.extraction.pdf.glyphs import Floats, Glyphs, glyphs_of, picture_of

Digit = tuple[str, float, float, float, float]  # and its box on the page as read

SUMS = 12  # the largest of a page
ACCOUNTS = 40  # words of them
SCALE, MOST = 2.5, 4_000_000  # pixels to a point, and of a page
AROUND = 4  # points
LIKE, MORE = 0.8, 0.15  # correlation with another digit, and how much more than with its own
AGREE = 3  # faces
SLIM = 1.5  # times as wide or as slim, and it is no likeness
STRONG, HIGH = 40, 9  # levels and pixels of a glyph that can be told
_SUM = re.compile(r"[^\w.,]{0,3}(\d{1,3}(?:[.,'’]\d{3})+|\d+)[.,]\d\d\D{0,3}", re.ASCII)
_BEGINS = re.compile(r"[A-Z]{2}\d\d[A-Z0-9]{0,30}", re.ASCII)
_GOES_ON = re.compile(r"[A-Z0-9]{1,30}", re.ASCII)


def worth_a_look(texts: Sequence[str]) -> list[int]:
    """Which of a page's words are its largest sums and its accounts."""
    sums = [(int(re.sub(r"\D", "", text)), n) for n, text in enumerate(texts) if _SUM.fullmatch(text)]
    return sorted({n for _, n in sorted(sums, reverse=True)[:SUMS]} | set(_accounts(texts)))


def drawn_otherwise(page: pdfium.PdfPage, turn: int, digits: Sequence[Digit]) -> list[bool]:
    """Whether each looks like another digit; `turn` are the quarter turns to the right after which the page is read."""
    if not digits:
        return []
    boxes = np.array([digit[1:] for digit in digits])
    said = np.array([int(digit[0]) for digit in digits])
    glyphs = _glyphs(page, turn, boxes) if np.isfinite(boxes).all() else None
    return _lies(glyphs, said) if glyphs else [False] * len(digits)


def _glyphs(page: pdfium.PdfPage, turn: int, boxes: Floats) -> Glyphs | None:
    """From a picture of the part of the page that holds them all; of a page that is turned, from all of it."""
    width, height = page.get_size()
    scale = min(SCALE, (MOST / max(width * height, 1.0)) ** 0.5)
    left, top, right, bottom = _around(boxes, width, height) if turn == 0 else (0.0, 0.0, width, height)
    if right - left < 2 * AROUND or bottom - top < 2 * AROUND:
        return None
    picture = np.rot90(picture_of(page, scale, (left, height - bottom, width - right, top)), -turn)
    return glyphs_of(picture, (boxes - np.array([left, top, left, top])) * scale)


def _around(boxes: Floats, width: float, height: float) -> tuple[float, float, float, float]:
    """In whole steps, so that a point is the same pixels as on the whole page."""
    left, top = np.floor(boxes[:, :2].min(axis=0) / AROUND - 1) * AROUND
    right, bottom = np.ceil(boxes[:, 2:].max(axis=0) / AROUND + 1) * AROUND
    return max(float(left), 0.0), max(float(top), 0.0), min(float(right), width), min(float(bottom), height)


def _accounts(texts: Sequence[str]) -> list[int]:
    found: list[int] = []
    left = 0  # characters that the account may still have
    for n, text in enumerate(texts):
        if _BEGINS.fullmatch(text):
            left = 34
        elif not _GOES_ON.fullmatch(text):
            left = 0
        if left > 0:
            found.append(n)
        left -= len(text)
    return found[:ACCOUNTS]


def _lies(glyphs: Glyphs, said: NDArray[np.int64]) -> list[bool]:
    known, names = drawn_digits()
    likeness = glyphs.shapes @ known.shapes.T
    apart = glyphs.slimness[:, None] / np.maximum(known.slimness, 1e-3)
    alike = np.where((apart < SLIM) & (apart > 1 / SLIM), likeness, -1.0)
    own = np.where(names == said[:, None], likeness, -1.0).max(axis=1)
    others = np.partition(np.where(names == said[:, None], -1.0, alike), [-AGREE, -1], axis=1)
    plain = (glyphs.strength >= STRONG) & (glyphs.heights >= HIGH)
    agreed = others[:, -AGREE] > own
    return list(map(bool, plain & agreed & (others[:, -1] >= LIKE) & (others[:, -1] - own >= MORE)))
