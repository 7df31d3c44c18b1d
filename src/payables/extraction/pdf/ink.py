"""How much of each box on a page is marked: of its rows and of its area.

A glyph leaves ink over most of its height. What is cut down to a strip, or only nicks a line that runs through it, does not.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Marks = NDArray[np.bool_]
Places = NDArray[np.int64]
Counts = NDArray[np.intp]
Shares = NDArray[np.float64]


@dataclass(frozen=True)
class Boxes:
    """Rows and columns of pixels that each box touches, the last ones not included."""

    top: Places
    bottom: Places
    left: Places
    right: Places


def marks_in(marked: Marks, boxes: Boxes) -> Shares:
    """The share of each box's pixels that is marked, 0 for a box without extent."""
    _, marks = _in_rows(marked, boxes)
    return marks / (_extent(boxes.top, boxes.bottom) * _extent(boxes.left, boxes.right))


def rows_in(marked: Marks, boxes: Boxes) -> Shares:
    """The share of each box's rows that hold a mark, 0 for a box without extent."""
    rows, _ = _in_rows(marked, boxes)
    return rows / _extent(boxes.top, boxes.bottom)


def _in_rows(marked: Marks, boxes: Boxes) -> tuple[Counts, Counts]:
    """Of each box the rows that hold a mark, and its marks; by sums along the rows of the whole page."""
    sums = np.zeros((marked.shape[0], marked.shape[1] + 1), np.int32)
    np.cumsum(marked, axis=1, out=sums[:, 1:])
    heights = np.maximum(boxes.bottom - boxes.top, 0)
    box = np.repeat(np.arange(len(heights)), heights)
    row = np.arange(len(box)) - np.repeat(np.cumsum(heights) - heights, heights) + boxes.top[box]
    left, right = boxes.left[box], np.maximum(boxes.left, boxes.right)[box]
    marks = sums[row, right] - sums[row, left]
    return np.bincount(box, marks > 0, len(heights)), np.bincount(box, marks, len(heights))


def _extent(first: Places, end: Places) -> Places:
    return np.maximum(end - first, 1)
