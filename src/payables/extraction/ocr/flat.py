"""A picture as if its paper had been scanned straight: the sheet of a photo laid flat, and lines of print level."""

from typing import cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from payables.extraction.ocr.edges import sheet_in
from payables.extraction.ocr.skew import skew_of

LARGEST = 3600  # pixels of a flattened sheet's side

Floats = NDArray[np.float64]
Size = tuple[int, int]


def flattened(image: Image.Image) -> tuple[Image.Image, Floats | None]:
    """The picture to be read, and the matrix (3 x 3) from its pixels to those of `image`; None where it is `image` itself."""
    corners = sheet_in(image)
    size, matrix = (image.size, np.eye(3)) if corners is None else _laid_flat(corners)
    flat = image if corners is None else _drawn(image, size, matrix)
    angle = skew_of(flat)
    if angle:
        size, turn = _levelled(size, angle)
        matrix = matrix @ turn
        flat = _drawn(image, size, matrix)
    return flat, None if flat is image else matrix


def quarter(turns: int, size: Size) -> Floats:
    """The matrix that turns a picture of that size so many quarters to the right."""
    width, height = size
    rows = {
        0: [[1, 0, 0], [0, 1, 0]],
        1: [[0, -1, height], [1, 0, 0]],
        2: [[-1, 0, width], [0, -1, height]],
        3: [[0, 1, 0], [-1, 0, width]],
    }
    return np.array([*rows[turns % 4], [0, 0, 1]], np.float64)


def _laid_flat(corners: Floats) -> tuple[Size, Floats]:
    """Size of the sheet seen from above, and the matrix from there to the photo."""
    upper, right, lower, left = (float(np.hypot(*(corners[i] - corners[(i + 1) % 4]))) for i in range(4))
    across, down = max(upper, lower), max(left, right)
    scale = min(1.0, LARGEST / max(across, down))
    width, height = max(round(across * scale), 1), max(round(down * scale), 1)
    return (width, height), _perspective(np.array([[0, 0], [width, 0], [width, height], [0, height]], float), corners)


def _perspective(start: Floats, end: Floats) -> Floats:
    """The matrix that takes four points to four others."""
    equations = np.zeros((8, 8))
    equations[::2, 0:2] = equations[1::2, 3:5] = start
    equations[::2, 2] = equations[1::2, 5] = 1
    equations[:, 6:] = -end.reshape(8, 1) * np.repeat(start, 2, axis=0)
    factors = np.linalg.solve(equations, end.ravel())
    return np.append(factors, 1.0).reshape(3, 3)


def _levelled(size: Size, degrees: float) -> tuple[Size, Floats]:
    """Size of a picture turned to the left, large enough for all of it, and the matrix from there to the picture."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    width, height = size
    across = round(abs(width * cosine) + abs(height * sine))
    down = round(abs(width * sine) + abs(height * cosine))
    turn = np.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1]])
    return (across, down), _moved(width / 2, height / 2) @ turn @ _moved(-across / 2, -down / 2)


def _moved(x: float, y: float) -> Floats:
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]])


def _drawn(image: Image.Image, size: Size, matrix: Floats) -> Image.Image:
    factors = cast(tuple[float, ...], tuple((matrix / matrix[2, 2]).ravel()[:8].tolist()))
    return image.transform(
        size, Image.Transform.PERSPECTIVE, factors, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255)
    )
