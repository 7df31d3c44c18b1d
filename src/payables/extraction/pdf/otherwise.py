"""Digits that are drawn as other digits than the text says: a font can name its glyphs as it likes.

Only a digit that looks clearly more like another one, in several faces, counts as a lie: unusual faces look like none.
Looked at are the largest sums of a page and its accounts, and then the values that were chosen.
"""

import re
from collections.abc import Sequence

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from payables.extraction.pdf.directions import upright
from payables.extraction.pdf.faces import drawn_digits
from payables.extraction.pdf.glyphs import Floats, Glyphs, glyphs_of, picture_of
from payables.extraction.pdf.views import AROUND, View, views_of

SUMS = 12  # the largest of a page
ACCOUNTS = 40  # words of them
PIXELS = 16_000_000  # of all pictures of a page
LIKE, MORE = 0.8, 0.15  # correlation with another digit, and how much more than with its own
AGREE = 3  # faces
SLIM = 1.5  # times as wide or as slim, and it is no likeness
STRONG, HIGH = 40, 9  # levels and pixels of a glyph that can be told
_SUM = re.compile(r"(?:[^\w.,]|[A-Z]){0,5}(\d{1,3}(?:[.,'’]\d{3})+|\d+)[.,]\d\d\D{0,3}", re.ASCII)
_BEGINS = re.compile(r"[A-Z]{2}\d\d[A-Z0-9]{0,30}", re.ASCII)
_GOES_ON = re.compile(r"[A-Z0-9]{1,30}", re.ASCII)


def worth_a_look(texts: Sequence[str]) -> list[int]:
    """Which of a page's words are its largest sums and its accounts."""
    sums = [(int(re.sub(r"\D", "", text)), n) for n, text in enumerate(texts) if _SUM.fullmatch(text)]
    return sorted({n for _, n in sorted(sums, reverse=True)[:SUMS]} | set(_accounts(texts)))


def drawn_otherwise(page: pdfium.PdfPage, turn: int, said: Sequence[int], boxes: Floats) -> NDArray[np.bool_]:
    """Whether each digit looks like another one than `said`; boxes (n x 4: left, top, right, bottom in points) are those of the
    page that stands upright for print which is read after so many quarter turns to the right."""
    lies = np.zeros(len(boxes), bool)
    if not np.isfinite(boxes).all():
        return lies
    left = PIXELS
    for view in views_of(boxes):
        if (left := left - view.pixels) < 0:
            break
        if glyphs := _glyphs(page, turn, view, boxes[view.which]):
            lies[view.which] = _lies(glyphs, np.asarray(said)[view.which])
    return lies


def _glyphs(page: pdfium.PdfPage, turn: int, view: View, boxes: Floats) -> Glyphs | None:
    """From a picture of that part of the page; None where it lies beyond the page."""
    width, height = page.get_size()
    size = (height, width) if turn % 2 else (width, height)
    part = upright(np.array([view.box]), -turn % 4, size).clip(0, np.tile([width, height], 2))
    left, top, right, bottom = part[0].tolist()
    if right - left < AROUND or bottom - top < AROUND:
        return None
    picture = np.rot90(picture_of(page, view.scale, (left, height - bottom, width - right, top)), turn)
    corner = upright(part, turn, (width, height))[0, :2]
    return glyphs_of(picture, (boxes - np.tile(corner, 2)) * view.scale)


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


def _lies(glyphs: Glyphs, said: NDArray[np.int64]) -> NDArray[np.bool_]:
    known, names = drawn_digits()
    likeness = glyphs.shapes @ known.shapes.T
    apart = glyphs.slimness[:, None] / np.maximum(known.slimness, 1e-3)
    alike = np.where((apart < SLIM) & (apart > 1 / SLIM), likeness, -1.0)
    own = np.where(names == said[:, None], likeness, -1.0).max(axis=1)
    others = np.partition(np.where(names == said[:, None], -1.0, alike), [-AGREE, -1], axis=1)
    plain = (glyphs.strength >= STRONG) & (glyphs.heights >= HIGH)
    agreed = others[:, -AGREE] > own
    return plain & agreed & (others[:, -1] >= LIKE) & (others[:, -1] - own >= MORE)
