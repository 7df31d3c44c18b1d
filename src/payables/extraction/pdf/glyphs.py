"""Glyphs cut out of a drawn page, each brought to one size and strength so that they can be compared."""

from dataclasses import dataclass
from typing import cast

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

HEIGHT, WIDTH = 16, 12  # pixels of a glyph cut to its ink
ROWS, COLUMNS = 26, 18  # of the grid by which its ink is found
INK = 0.4  # of the strongest difference from the ground

Floats = NDArray[np.float64]
Strengths = NDArray[np.float32]
Picture = NDArray[np.uint8]


@dataclass(frozen=True)
class Glyphs:
    """`shapes` are rows of HEIGHT x WIDTH numbers with mean 0 and length 1: their products are correlations. `slimness` is width
    by height of the ink, `strength` its difference from the ground (of 255), `heights` are in pixels."""

    shapes: Strengths
    slimness: Floats
    strength: Strengths
    heights: Floats


def picture_of(
    page: pdfium.PdfPage, scale: float, margins: tuple[float, float, float, float] = (0, 0, 0, 0)
) -> Picture:
    """Grey, height x width, without margins of so many points to the left, bottom, right and top."""
    picture = page.render(scale=cast(int, scale), crop=margins, grayscale=True)
    return picture.to_numpy().reshape(picture.height, -1)


def glyphs_of(picture: Picture, boxes: Floats) -> Glyphs:
    """Of boxes (n x 4: left, top, right, bottom in pixels) around one glyph each."""
    left, top, right, bottom = boxes.T
    found = picture[
        _nearest(top, bottom, ROWS, picture.shape[0])[:, :, None],
        _nearest(left, right, COLUMNS, picture.shape[1])[:, None, :],
    ].astype(np.int16)
    ground = np.median(found.reshape(len(found), -1), axis=1).astype(np.float32)[:, None, None]
    ink = np.abs(found - ground)
    strength = ink.max(axis=(1, 2))
    marked = ink > INK * np.maximum(strength, 1)[:, None, None]
    top, bottom = _span(marked.any(axis=2), top, bottom)
    left, right = _span(marked.any(axis=1), left, right)
    cut = np.abs(_resampled(picture, left, top, right, bottom) - ground).reshape(len(boxes), -1)
    cut -= cut.mean(axis=1, keepdims=True)
    shapes = cut / np.maximum(np.linalg.norm(cut, axis=1, keepdims=True), 1e-3)
    return Glyphs(shapes, (right - left) / np.maximum(bottom - top, 1e-3), strength, bottom - top)


def _nearest(first: Floats, end: Floats, count: int, most: int) -> NDArray[np.int64]:
    return np.clip(_spread(first, end, count), 0, most - 1).astype(np.int64)


def _spread(first: Floats, end: Floats, count: int) -> Floats:
    """The middles of so many equal parts."""
    return first[:, None] + (np.arange(count) + 0.5) / count * (end - first)[:, None]


def _span(marked: NDArray[np.bool_], first: Floats, end: Floats) -> tuple[Floats, Floats]:
    """From the first marked part to the last."""
    count = marked.shape[1]
    step = (end - first) / count
    return first + marked.argmax(axis=1) * step, end - marked[:, ::-1].argmax(axis=1) * step


def _resampled(picture: Picture, left: Floats, top: Floats, right: Floats, bottom: Floats) -> Strengths:
    """HEIGHT x WIDTH points of each box, weighed between the pixels around them."""
    y, down = _between(_spread(top, bottom, HEIGHT) - 0.5, picture.shape[0])
    x, across = _between(_spread(left, right, WIDTH) - 0.5, picture.shape[1])
    y, x, down, across = y[:, :, None], x[:, None, :], down[:, :, None], across[:, None, :]
    upper = picture[y, x] * (1 - across) + picture[y, x + 1] * across
    lower = picture[y + 1, x] * (1 - across) + picture[y + 1, x + 1] * across
    return (upper * (1 - down) + lower * down).astype(np.float32)


def _between(places: Floats, most: int) -> tuple[NDArray[np.int64], Strengths]:
    whole = np.clip(np.floor(places), 0, most - 2).astype(np.int64)
    return whole, np.clip(places - whole, 0, 1).astype(np.float32)
