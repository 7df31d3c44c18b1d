"""Digits that other print covers: what is drawn at their place is not theirs to show."""

import ctypes
from collections.abc import Iterator

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from payables.extraction.pdf.characters import Characters
from payables.extraction.pdf.seen import SEEN

COVERED = 0.15  # share of a digit's ink box
LARGER = 2.5  # times as high: a word across the whole page covers nothing with its boxes
CHUNK = 4000  # characters compared at once

Places = NDArray[np.intp]


def overprinted(text_page: pdfium.PdfTextPage, characters: Characters, shown: NDArray[np.int64]) -> list[int]:
    """Which digits lie under another character that is not the same one, as one printed twice is."""
    texts = characters.texts
    digits = np.array([n for n, text in enumerate(texts) if text.isdecimal() and shown[n] == SEEN], np.intp)
    pairs = _pairs(characters, digits, np.flatnonzero(shown == SEEN))
    return sorted(
        {
            digit
            for digit, other in pairs
            if texts[digit] != texts[other] and _covers(text_page, characters, digit, other)
        }
    )


def _pairs(characters: Characters, digits: Places, others: Places) -> Iterator[tuple[int, int]]:
    """Of a digit and a character in whose box the digit's middle lies."""
    boxes = characters.boxes
    middles = (boxes[digits, :2] + boxes[digits, 2:]) / 2
    order = np.argsort(middles[:, 0], kind="stable")
    digits, middles = digits[order], middles[order]
    for chunk in np.array_split(others, len(others) // CHUNK + 1):
        first = np.searchsorted(middles[:, 0], boxes[chunk, 0])
        counts = np.maximum(np.searchsorted(middles[:, 0], boxes[chunk, 2]) - first, 0)
        other = np.repeat(chunk, counts)
        place = np.arange(len(other)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(first, counts)
        y = middles[place, 1]
        near = (y > boxes[other, 1]) & (y < boxes[other, 3]) & (digits[place] != other)
        yield from zip(digits[place[near]].tolist(), other[near].tolist(), strict=True)


def _covers(text_page: pdfium.PdfTextPage, characters: Characters, digit: int, other: int) -> bool:
    heights = characters.boxes[[digit, other], 3] - characters.boxes[[digit, other], 1]
    if heights[1] > LARGER * heights[0]:
        return False
    one, two = (_ink(text_page, characters.places[n]) for n in (digit, other))
    across, up = min(one[1], two[1]) - max(one[0], two[0]), min(one[3], two[3]) - max(one[2], two[2])
    area = (one[1] - one[0]) * (one[3] - one[2])
    return across > 0 and up > 0 and across * up > COVERED * area


def _ink(text_page: pdfium.PdfTextPage, place: int) -> tuple[float, float, float, float]:
    """Left, right, bottom and top."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text_page.raw, place, left, right, bottom, top)
    return left.value, right.value, bottom.value, top.value
