"""What of a page's text a person sees: the page is drawn with its text and without it, and what makes no difference is hidden.

That holds for every way of hiding: drawn invisibly, in the colour of the paper, without opacity, cut off, off the page, under a
picture, in a layer that is switched off. And it leaves white print on a dark bar alone. A difference that is too weak against
what lies around it, or that covers only a strip of a glyph, is not enough.
"""

import ctypes
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, cast

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from payables.extraction.pdf.characters import Characters, Floats
from payables.extraction.pdf.ink import Boxes, Marks, Places, marks_in, rows_in

MOST = 1_600_000  # pixels, and MAX_SIDE of a side; the page is drawn with one to a point, or fewer where it is larger
MAX_SIDE = 8000
TRACE, CLEAR, DARK = 4, 20, 128  # of 255 levels: below the first nothing is drawn, below the second nobody reads it,
CLEAR_ON_BLACK = 48  # and on what is darker than the third it takes more, up to this
# Shares that a glyph marks at least: of the rows of its box, of its area, and of that clearly. Digits are as high as capitals.
DIGIT = (0.36, 0.1, 0.02)
LETTER = (0.25, 0.07, 0.02)
THIN = "Iijl"  # leave too little ink to tell
OPAQUE = 13  # of 255: text that is painted more thinly is painted for nobody
INSIDE = 0.2  # share of a digit's width left out at both sides
WIDE = 3.5  # pixels of a digit that has a middle
OBJECTS = 20_000  # of a page, and DEPTH of forms within forms: what is deeper counts as no text
DEPTH = 6

UNDRAWN, HIDDEN, FAINT, SEEN = -1, 0, 1, 2

Picture = NDArray[np.uint8]


def seen(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, characters: Characters) -> NDArray[np.int64]:
    """UNDRAWN, HIDDEN, FAINT or SEEN of each character; of a glyph of which only a strip is clear, FAINT."""
    whole = _drawn(page)
    texts = [item for item in _objects(page) if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT]
    _show(texts, False)
    try:
        bare = _drawn(page)
    finally:
        _show(texts, True)
    difference = np.maximum(whole, bare) - np.minimum(whole, bare)
    boxes = _boxes(characters, _scale(page), difference.shape)
    found = (marks_in(difference >= TRACE, boxes) > 0).astype(np.int64)
    found += _readable(difference, _CLEAR_ON.take(bare), boxes, characters)
    found[_undrawn(texts, text_page, characters)] = UNDRAWN
    return found


def tells(character: str) -> bool:
    """Whether it leaves enough ink to be judged by itself: marks and thin letters do not."""
    return character.isalnum() and character not in THIN


def _readable(difference: Picture, clear: Picture, boxes: Boxes, characters: Characters) -> Marks:
    """Enough of it is drawn, over enough of its height, and some of that is clear: a thin stroke between two pixels is pale."""
    least = _LEAST[[_kind(text) for text in characters.texts]]
    drawn = difference >= clear // 2
    enough = (rows_in(drawn, boxes) >= least[:, 0]) & (marks_in(drawn, boxes) >= least[:, 1])
    return enough & (marks_in(difference >= clear, boxes) > least[:, 2])


@lru_cache(maxsize=4096)
def _kind(character: str) -> int:
    """The row of _LEAST."""
    if not tells(character):
        return 0
    return 2 if character.isdecimal() else 1


def _undrawn(texts: list[object], text_page: pdfium.PdfTextPage, characters: Characters) -> list[int]:
    """Characters that are drawn invisibly, also over others that are seen at the same place."""
    invisible = {_address(item) for item in _invisible(texts)}
    if not invisible:
        return []
    owners = (_address(raw.FPDFText_GetTextObject(text_page.raw, place)) for place in characters.places)
    return [n for n, owner in enumerate(owners) if owner in invisible]


def _invisible(texts: list[object]) -> Iterator[object]:
    opacity, colour = ctypes.c_uint(255), ctypes.c_uint()
    for text in texts:
        mode = raw.FPDFTextObj_GetTextRenderMode(text)
        if mode == raw.FPDF_TEXTRENDERMODE_FILL:
            raw.FPDFPageObj_GetFillColor(text, colour, colour, colour, opacity)
            if opacity.value < OPAQUE:
                yield text
        elif mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            yield text


def _address(item: object) -> int | None:
    return ctypes.cast(cast(Any, item), ctypes.c_void_p).value


def _scale(page: pdfium.PdfPage) -> float:
    width, height = page.get_size()
    return min(1.0, MAX_SIDE / max(width, height, 1.0), (MOST / max(width * height, 1.0)) ** 0.5)


def _drawn(page: pdfium.PdfPage) -> Picture:
    picture = page.render(scale=cast(int, _scale(page)), grayscale=True)
    return picture.to_numpy().reshape(picture.height, -1)


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


def _boxes(characters: Characters, scale: float, shape: tuple[int, ...]) -> Boxes:
    """Of a digit only the middle, where all of them have ink: a neighbour's reaches over, and a hidden digit before a sum is
    worth hiding."""
    boxes = characters.boxes * scale
    width = boxes[:, 2] - boxes[:, 0]
    digits = np.array([_kind(text) for text in characters.texts]) == 2
    inset = np.where(digits & (width > WIDE), INSIDE * width, 0.0)
    left, right = np.floor(boxes[:, 0] + inset), np.ceil(boxes[:, 2] - inset)
    top, bottom = np.floor(boxes[:, 1]), np.ceil(boxes[:, 3])
    return Boxes(_within(top, shape[0]), _within(bottom, shape[0]), _within(left, shape[1]), _within(right, shape[1]))


def _within(edges: Floats, most: int) -> Places:
    return np.clip(np.nan_to_num(edges), 0, most).astype(np.int64)


_LEAST = np.array([(0.0, 0.0, 0.0), LETTER, DIGIT])


def _clear_on() -> Picture:
    """By the level that something is drawn on, the difference from which people read it."""
    levels = np.arange(256)
    return np.where(levels < DARK, CLEAR_ON_BLACK - (CLEAR_ON_BLACK - CLEAR) * levels / DARK, CLEAR).astype(np.uint8)


_CLEAR_ON = _clear_on()
