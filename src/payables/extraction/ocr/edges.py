"""The sheet of paper in a photo: its four corners, where it lies on something darker."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIDE = 600  # pixels that are looked at
RING = 0.03  # share of the sides that is the picture's edge
DARKER = 45  # levels by which what lies around is darker than paper
AROUND = 0.25  # share of the edge that is darker: the shadow of a scanner's lid is less
SHEET = 0.2  # share of the photo that a sheet covers at least
STEP, REACH = 25, 6  # levels between paper and what lies around, and how many pixels from its edge they are compared
ENDS = 0.75  # share of the places along each side at which the paper ends
STRAIGHT = 0.94  # share of its outline's area that the four corners enclose
SQUARE = 25.0  # degrees by which a corner may differ from a right angle
ALIKE = 0.65  # the shorter of two opposite sides to the longer one

Floats = NDArray[np.float64]


def sheet_in(image: Image.Image) -> Floats | None:
    """Corners in the picture's pixels, from the upper left clockwise; None for a scan, or where it is not sure that they are a
    sheet's: a picture that is laid flat by wrong corners is read worse than as it is."""
    small = image.convert("L")
    small.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    pixels = np.asarray(small)
    corners = _corners(pixels) if _lies_on_something(pixels) else None
    return (
        None
        if corners is None or not _like_a_sheet(corners) or not _ends_there(corners, pixels)
        else corners * (image.width / small.width, image.height / small.height)
    )


def _lies_on_something(pixels: NDArray[np.uint8]) -> bool:
    height, width = pixels.shape
    inner = np.zeros(pixels.shape, bool)
    down, across = max(int(RING * height), 2), max(int(RING * width), 2)
    inner[down:-down, across:-across] = True
    paper = float(np.percentile(pixels, 90))
    return float((pixels[~inner] < paper - DARKER).mean()) > AROUND


def _corners(pixels: NDArray[np.uint8]) -> Floats | None:
    """Of the largest bright area."""
    import cv2

    smooth = cv2.GaussianBlur(pixels, (5, 5), 0)
    _, bright = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    closed = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    outlines, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    outline: Any = cv2.convexHull(max(outlines, key=cv2.contourArea))
    area = float(cv2.contourArea(outline))
    if area < SHEET * pixels.size:
        return None
    around = float(cv2.arcLength(outline, True))
    for tolerance in (0.01, 0.02, 0.03, 0.05, 0.08):
        corners: Any = cv2.approxPolyDP(outline, tolerance * around, True)
        if len(corners) == 4 and cv2.contourArea(corners) > STRAIGHT * area:
            return _clockwise(corners.reshape(4, 2).astype(np.float64))
    return None


def _clockwise(corners: Floats) -> Floats:
    """From the upper left."""
    middle = corners.mean(axis=0)
    around = corners[np.argsort(np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0]))]
    return np.roll(around, -int(around.sum(axis=1).argmin()), axis=0)


def _like_a_sheet(corners: Floats) -> bool:
    """Seen from above or somewhat aslant."""
    sides = np.roll(corners, -1, axis=0) - corners
    lengths = np.hypot(sides[:, 0], sides[:, 1])
    before = -np.roll(sides, 1, axis=0)
    cosines = (sides * before).sum(axis=1) / np.maximum(lengths * np.roll(lengths, 1), 1.0)
    alike = [min(lengths[i], lengths[i + 2]) / max(lengths[i], lengths[i + 2], 1.0) for i in (0, 1)]
    return bool((np.abs(cosines) < np.sin(np.radians(SQUARE))).all()) and min(alike) > ALIKE


def _ends_there(corners: Floats, pixels: NDArray[np.uint8]) -> bool:
    """Along all four sides the paper ends at once; where it is light that ends it fades, and print may be on both sides."""
    middle = corners.mean(axis=0)
    return all(_ending(corners[i], corners[(i + 1) % 4], middle, pixels) > ENDS for i in range(4))


def _ending(start: Floats, end: Floats, middle: Floats, pixels: NDArray[np.uint8]) -> float:
    """Share of the places along a side where what lies within is brighter than what lies without."""
    along = np.linspace(start, end, 42)[1:-1]
    inwards = middle - (start + end) / 2
    inwards = inwards / max(float(np.hypot(*inwards)), 1.0) * REACH
    return float((_levels(along + inwards, pixels) - _levels(along - inwards, pixels) > STEP).mean())


def _levels(places: Floats, pixels: NDArray[np.uint8]) -> Floats:
    """Beyond the picture's edge those of the edge."""
    x = np.clip(places[:, 0].astype(np.int64), 0, pixels.shape[1] - 1)
    y = np.clip(places[:, 1].astype(np.int64), 0, pixels.shape[0] - 1)
    return pixels[y, x].astype(np.float64)
