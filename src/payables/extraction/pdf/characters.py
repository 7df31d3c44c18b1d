"""The characters of a PDF page's text layer, with boxes on the page as shown.

PDFium gives character boxes in the page's own unrotated coordinates, origin bottom left; the page's rotation and
crop are applied here, once per page, as an affine map taken from PDFium itself.
"""

import ctypes
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

MOST = 60_000  # per page; more than any printed page holds
NAMELESS = (0, 0xFFFD, 0xFFFE, 0xFFFF)
SEVERAL = 12

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Characters:
    """All that print something, in PDFium's order: `places` in its text page, `apart` where a blank or a line's end stands
    before, `boxes` of x0, y0, x1, y1, and `turns`: the quarter turns to the right that each is read in."""

    texts: list[str]
    places: list[int]
    apart: list[bool]
    boxes: Floats
    turns: NDArray[np.int64]
    nameless: "Characters | None" = None  # glyphs whose font does not say what they are, where there are several


def characters_of(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage) -> Characters:
    """At most MOST of them."""
    count = min(text_page.count_chars(), MOST)
    texts, places, apart, angles = list[str](), list[int](), list[bool](), list[float]()
    boxes = (raw.FS_RECTF * count)()
    handle, blank, nameless = text_page.raw, False, list[int]()
    for i in range(count):
        code = raw.FPDFText_GetUnicode(handle, i)
        text = _printable(code)
        if text is None:
            blank = True
            if code in NAMELESS:
                nameless.append(i)
        elif raw.FPDFText_GetLooseCharBox(handle, i, ctypes.byref(boxes[len(texts)])):
            texts.append(text)
            places.append(i)
            apart.append(blank)
            angles.append(raw.FPDFText_GetCharAngle(handle, i))
            blank = False
    upright = _Upright(page)
    read = np.frombuffer(bytes(boxes), np.float32).reshape(-1, 4)[: len(texts)].astype(np.float64)
    turns = upright.turns(np.array(angles, np.float64))
    return Characters(texts, places, apart, upright.boxes(read), turns, _nameless(handle, nameless, upright))


def _nameless(handle: object, places: list[int], upright: "_Upright") -> Characters | None:
    """As if they were letters, so that it can be told whether they are seen."""
    if len(places) < SEVERAL:
        return None
    boxes = (raw.FS_RECTF * len(places))()
    for n, place in enumerate(places):
        raw.FPDFText_GetLooseCharBox(handle, place, ctypes.byref(boxes[n]))
    read = np.frombuffer(bytes(boxes), np.float32).reshape(-1, 4).astype(np.float64)
    count = len(places)
    return Characters(["x"] * count, places, [False] * count, upright.boxes(read), np.zeros(count, np.int64))


class _Upright:
    """From PDF coordinates to points on the page as shown, through three corners that PDFium maps itself."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        width, height = page.get_size()
        grid, scale = 1_000_000, 100.0

        def device(x: float, y: float) -> tuple[float, float]:
            left, top = ctypes.c_int(), ctypes.c_int()
            raw.FPDF_PageToDevice(page.raw, 0, 0, grid, grid, 0, x, y, ctypes.byref(left), ctypes.byref(top))
            return left.value / grid * width, top.value / grid * height

        self.ox, self.oy = device(0, 0)
        ax, ay = device(scale, 0)
        bx, by = device(0, scale)
        self.xx, self.xy = (ax - self.ox) / scale, (ay - self.oy) / scale
        self.yx, self.yy = (bx - self.ox) / scale, (by - self.oy) / scale

    def boxes(self, read: Floats) -> Floats:
        """Of PDFium's left, top, right, bottom."""
        left, top, right, bottom = read.T
        x0, y0 = self.ox + left * self.xx + bottom * self.yx, self.oy + left * self.xy + bottom * self.yy
        x1, y1 = self.ox + right * self.xx + top * self.yx, self.oy + right * self.xy + top * self.yy
        return np.stack([np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)], axis=1)

    def turns(self, angles: Floats) -> NDArray[np.int64]:
        """PDFium's angles turn to the right; below zero is unknown, taken for upright."""
        across, down = np.cos(angles), -np.sin(angles)
        x, y = across * self.xx + down * self.yx, across * self.xy + down * self.yy
        turns = np.rint(np.arctan2(y, x) / (np.pi / 2)).astype(np.int64) % 4
        return np.where(angles < 0, 0, turns)


@lru_cache(maxsize=4096)
def _printable(code: int) -> str | None:
    """The character, None for blanks; lone surrogates and unmapped glyphs read as blanks."""
    if code in (0xFFFE, 0xFFFF, 0xFFFD) or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return None
    character = {0xA0: " ", 0x2: "-", 0xAD: "-"}.get(code) or chr(code)
    return None if character.isspace() or not character.isprintable() else character
