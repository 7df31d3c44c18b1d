"""The directions in which a page's print is read: the one by which the page stands upright, and those across it."""

import numpy as np
from numpy.typing import NDArray

from payables.extraction.pdf.characters import Characters, Floats
from payables.extraction.pdf.seen import HIDDEN

LARGEST = 200.0  # square points that a character counts at most, on A4: a word across the whole page is no direction
A4 = 595.0 * 842.0
UNSEEN = 0.001  # what nobody sees counts so little: the layer of a scan has nothing else to say how it stands

Char = tuple[str, float, float, float, float, int]  # text, box in its direction, and how well it is seen


def turns_of(characters: Characters, shown: NDArray[np.int64], size: tuple[float, float]) -> list[int]:
    """Quarter turns to the right, first those by which most is printed: by area, for however much small print stands across a
    page, nobody turns it for that."""
    width, height = np.nan_to_num(characters.boxes[:, 2:] - characters.boxes[:, :2]).T
    largest = LARGEST * max(size[0] * size[1] / A4, 1.0)
    area = np.clip(width * height, 0.01, largest)
    weights = np.bincount(characters.turns, np.where(shown > HIDDEN, area, UNSEEN * area), minlength=4)
    return [int(turn) for turn in np.argsort(-weights, kind="stable") if weights[turn] > 0]


def characters_in(
    characters: Characters, shown: NDArray[np.int64], turn: int, size: tuple[float, float]
) -> list[Char | None]:
    """Those that are read in this direction, turned upright. None stands for a blank, or for one that is read in another."""
    kept: list[Char | None] = []
    for text, apart, box, own, how in zip(
        characters.texts,
        characters.apart,
        upright(characters.boxes, turn, size).tolist(),
        characters.turns.tolist(),
        shown.tolist(),
        strict=True,
    ):
        if apart or own != turn:
            kept.append(None)
        if own == turn:
            x0, y0, x1, y1 = box
            kept.append((text, x0, y0, x1, y1, how))
    return kept


def upright(boxes: Floats, turn: int, size: tuple[float, float]) -> Floats:
    """Boxes (n x 4: left, top, right, bottom) of a page of that width and height, when it is turned so that print which is read
    after so many quarter turns to the right stands upright."""
    (x0, y0, x1, y1), (width, height) = boxes.T, size
    if turn == 0:
        return boxes
    if turn == 1:  # read downwards: the page is turned left
        return np.stack([y0, width - x1, y1, width - x0], axis=1)
    if turn == 2:
        return np.stack([width - x1, height - y1, width - x0, height - y0], axis=1)
    return np.stack([height - y1, x0, height - y0, x1], axis=1)
