"""Which parts of a page are drawn, and how large, so that glyphs in boxes can be told: small print is drawn larger, and what lies
far apart is drawn apart."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from payables.extraction.pdf.glyphs import Floats

SCALES = np.array([2.5, 3.5, 5, 7, 10, 14, 20, 28, 40])  # pixels to a point
GLYPH, HIGH = 0.6, 16  # share of a digit's box that the digit is high, and pixels that it should be
AROUND = 4  # points; views begin and end on multiples, so that a point is the same pixels as on the whole page
CALL = 150_000  # pixels that cost as much as one more picture
MOST = 2_000_000  # pixels of one picture
DEEP = 8  # times that a part is divided


@dataclass(frozen=True)
class View:
    """`which` of the boxes lie in `box` (left, top, right, bottom in points), drawn with `scale` pixels to a point."""

    which: NDArray[np.int64]
    box: tuple[float, float, float, float]
    scale: float

    @property
    def pixels(self) -> float:
        left, top, right, bottom = self.box
        return (right - left) * (bottom - top) * self.scale**2


def views_of(boxes: Floats) -> list[View]:
    """Together they hold all of the boxes (n x 4)."""
    needed = HIGH / np.maximum(GLYPH * (boxes[:, 3] - boxes[:, 1]), 0.1)
    steps = np.minimum(np.searchsorted(SCALES, needed), len(SCALES) - 1)
    return [
        view
        for step in np.unique(steps)
        for view in _divided(boxes, np.flatnonzero(steps == step), float(SCALES[step]), DEEP)
    ]


def _divided(boxes: Floats, which: NDArray[np.int64], scale: float, deep: int) -> list[View]:
    whole = _view(boxes, which, scale)
    if deep == 0 or len(which) < 2 or whole.pixels < CALL:
        return [whole]
    parts = [_parted(boxes, which, side) for side in (0, 1)]
    best = min(parts, key=lambda pair: sum(_view(boxes, part, scale).pixels for part in pair))
    if whole.pixels <= MOST and sum(_view(boxes, part, scale).pixels for part in best) + CALL > whole.pixels:
        return [whole]
    return [view for part in best for view in _divided(boxes, part, scale, deep - 1)]


def _parted(boxes: Floats, which: NDArray[np.int64], side: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the gap between them is widest, from left to right (0) or from top to bottom (1)."""
    order = which[np.argsort(boxes[which, side], kind="stable")]
    gaps = boxes[order[1:], side] - np.maximum.accumulate(boxes[order, side + 2])[:-1]
    at = int(gaps.argmax()) + 1
    return order[:at], order[at:]


def _view(boxes: Floats, which: NDArray[np.int64], scale: float) -> View:
    left, top = np.floor(boxes[which, :2].min(axis=0) / AROUND - 1) * AROUND
    right, bottom = np.ceil(boxes[which, 2:].max(axis=0) / AROUND + 1) * AROUND
    return View(which, (float(left), float(top), float(right), float(bottom)), scale)
