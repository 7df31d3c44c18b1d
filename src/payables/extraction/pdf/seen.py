"""What of a page's text a person sees: the page is drawn with its text and without it, and what makes no difference is hidden.

That holds for every way of hiding: drawn invisibly, in the colour of the paper, without opacity, cut off, off the page, under a
picture, in a layer that is switched off. And it leaves white print on a dark bar alone.
"""

import ctypes
from collections.abc import Iterator
from typing import Any, cast

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from payables.extraction.pdf.characters import Characters, Floats

MAX_SIDE = 1600  # pixels; the page is drawn with one to a point, or fewer where it is larger
TRACE, CLEAR = 4, 20  # of 255 levels: below the first nothing is drawn, below the second nobody reads it
INSIDE = 0.2  # share of a digit's width left out at both sides
WIDE = 3.5  # pixels of a digit that has a middle
OBJECTS = 20_000  # of a page, and DEPTH of forms within forms: what is deeper counts as no text
DEPTH = 6

UNDRAWN, HIDDEN, FAINT, SEEN = -1, 0, 1, 2

Edges = tuple[NDArray[np.int64], ...]  # top, bottom, left, right of each box
Picture = NDArray[np.int16]


def seen(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, characters: Characters) -> NDArray[np.int64]:
    """UNDRAWN, HIDDEN, FAINT or SEEN of each character."""
    whole = _drawn(page)
    texts = [item for item in _objects(page) if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT]
    _show(texts, False)
    try:
        difference = np.abs(whole - _drawn(page))
    finally:
        _show(texts, True)
    edges = _edges(characters, _scale(page), difference.shape)
    found = _any(difference >= TRACE, edges).astype(np.int64) + _any(difference >= CLEAR, edges)
    found[_undrawn(texts, text_page, characters)] = UNDRAWN
    return found


def _undrawn(texts: list[object], text_page: pdfium.PdfTextPage, characters: Characters) -> list[int]:
    """Characters that are drawn invisibly, also over others that are seen at the same place."""
    mode = raw.FPDF_TEXTRENDERMODE_INVISIBLE
    invisible = {_address(item) for item in texts if raw.FPDFTextObj_GetTextRenderMode(item) == mode}
    if not invisible:
        return []
    owners = (_address(raw.FPDFText_GetTextObject(text_page.raw, place)) for place in characters.places)
    return [n for n, owner in enumerate(owners) if owner in invisible]


def _address(item: object) -> int | None:
    return ctypes.cast(cast(Any, item), ctypes.c_void_p).value


def _scale(page: pdfium.PdfPage) -> float:
    return min(1.0, MAX_SIDE / max(*page.get_size(), 1.0))


def _drawn(page: pdfium.PdfPage) -> Picture:
    picture = page.render(scale=cast(int, _scale(page)), grayscale=True)
    return picture.to_numpy().reshape(picture.height, -1).astype(np.int16)


def _show(texts: list[object], shown: bool) -> None:
    for item in texts:
        raw.FPDFPageObj_SetIsActive(item, shown)


def _objects(page: pdfium.PdfPage) -> Iterator[object]:
    """Of the page and of the forms on it."""
    left = OBJECTS
    waiting = [(raw.FPDFPage_CountObjects(page.raw), raw.FPDFPage_GetObject, page.raw, 0)]
    while waiting:
        count, get, holder, depth = waiting.pop()
        for i in range(min(count, left)):
            item = get(holder, i)
            yield item
            if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM and depth < DEPTH:
                waiting.append((raw.FPDFFormObj_CountObjects(item), raw.FPDFFormObj_GetObject, item, depth + 1))
        left -= min(count, left)


def _edges(characters: Characters, scale: float, shape: tuple[int, ...]) -> Edges:
    """Rows and columns of pixels that each box touches, the last ones not included. Of a digit only the middle, where all of them
    have ink: a neighbour's reaches over, and a hidden digit before a sum is worth hiding."""
    boxes = characters.boxes * scale
    width = boxes[:, 2] - boxes[:, 0]
    digits = np.array([text.isdecimal() for text in characters.texts])
    inset = np.where(digits & (width > WIDE), INSIDE * width, 0.0)
    left, right = np.floor(boxes[:, 0] + inset), np.ceil(boxes[:, 2] - inset)
    top, bottom = np.floor(boxes[:, 1]), np.ceil(boxes[:, 3])
    return _within(top, shape[0]), _within(bottom, shape[0]), _within(left, shape[1]), _within(right, shape[1])


def _within(edges: Floats, most: int) -> NDArray[np.int64]:
    return np.clip(np.nan_to_num(edges), 0, most).astype(np.int64)


def _any(marked: NDArray[np.bool_], edges: Edges) -> NDArray[np.bool_]:
    """Whether a marked pixel lies within each box, by sums over all pixels to the left and above."""
    sums = np.zeros((marked.shape[0] + 1, marked.shape[1] + 1), np.int32)
    sums[1:, 1:] = marked
    np.cumsum(sums, axis=0, out=sums)
    np.cumsum(sums, axis=1, out=sums)
    top, bottom, left, right = edges
    return sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left] > 0
