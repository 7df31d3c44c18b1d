"""How far the print of a picture leans, by the sharpest profile of its rows or of its columns."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

SIDE = 1000  # pixels that are looked at
MOST = 12.0  # degrees
LEAST = 0.75  # degrees that engines read as they are, better than a picture that was drawn anew
CLEARER = 1.15  # times as sharp as the picture as it is
INK = 24  # levels darker than around
POINTS = 40_000
FEW = 300  # dark pixels without which there is nothing to judge by

Floats = NDArray[np.float64]


def skew_of(image: Image.Image) -> float:
    """Degrees that the picture has to be turned to the left to stand level, also if it lies on its side; 0 where that is
    unclear or little."""
    x, y = _ink(image)
    if len(x) < FEW:
        return 0.0
    coarse = np.arange(-MOST, MOST + 0.25, 0.5)
    best = _sharpest(x, y, coarse)
    fine = best + np.arange(-0.5, 0.55, 0.1)
    angle = _sharpest(x, y, fine)
    if abs(angle) < LEAST or abs(angle) > MOST - 0.5:
        return 0.0
    here, level = (max(_sharpness(x, y, a)) for a in (angle, 0.0))
    return round(angle, 2) if here > CLEARER * level else 0.0


def _ink(image: Image.Image) -> tuple[Floats, Floats]:
    """Places of pixels that are darker than their surroundings, at most POINTS."""
    small = image.convert("L")
    small.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    around = small.filter(ImageFilter.BoxBlur(12))
    dark = np.asarray(around).astype(np.int16) - np.asarray(small) > INK
    y, x = np.nonzero(dark)
    step = max(1, len(x) // POINTS)
    return x[::step].astype(np.float64), y[::step].astype(np.float64)


def _sharpest(x: Floats, y: Floats, angles: Floats) -> float:
    """The angle that stands out most among its profiles of rows or among those of columns."""
    sharp = np.array([_sharpness(x, y, angle) for angle in angles])
    standing_out = sharp.max(axis=0) / np.maximum(np.median(sharp, axis=0), 1.0)
    return float(angles[sharp[:, int(standing_out.argmax())].argmax()])


def _sharpness(x: Floats, y: Floats, degrees: float) -> tuple[float, float]:
    """How much the ink of neighbouring rows, and of neighbouring columns, differs in the turned picture."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return _changes(y * cosine - x * sine), _changes(x * cosine + y * sine)


def _changes(along: Floats) -> float:
    counts = np.bincount((along - along.min()).astype(np.int64))
    return float((np.diff(counts.astype(np.float64)) ** 2).sum())
