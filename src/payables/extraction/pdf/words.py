"""Words of a PDF page's text layer with boxes on the upright page.

PDFium gives character boxes in the page's own unrotated coordinates, origin bottom left; the page's rotation and
crop are applied here, once per page, as an affine map taken from PDFium itself.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Callable

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from payables.extraction.page.model import Page, Word
from payables.extraction.page.spacing import join_spaced_letters

MAX_CHARACTERS = 60_000  # per page; more than any printed page holds

Point = Callable[[float, float], tuple[float, float]]
Char = tuple[str, float, float, float, float]
Placed = tuple[Char, int]  # and the quarter turn it is read in: 0 upright, 1 turned right, ...


def words_of(page: pdfium.PdfPage, number: int) -> Page:
    """The page's words in the order PDFium gives them; no word when the page has no text layer."""
    width, height = page.get_size()
    text_page = page.get_textpage()
    try:
        placed = _characters(text_page, _upright(page, width, height))
    finally:
        text_page.close()
    found = Page(number, max(width, 1.0), max(height, 1.0))
    found.words = join_spaced_letters(_on_page(_words(_of_one_turn(placed, found)), found))
    return found


def _of_one_turn(placed: list[Placed | None], page: Page) -> list[Char | None]:
    """The characters in the direction that most are read in, turned upright; marginal notes across are left out."""
    turns = Counter(p[1] for p in placed if p)
    turn = turns.most_common(1)[0][0] if turns else 0
    kept = [p[0] if p and p[1] == turn else None for p in placed]
    if turn == 0:
        return kept
    width, height = page.width, page.height
    page.turn = -turn % 4
    if turn % 2:
        page.width, page.height = height, width
    return [_turned(c, turn, width, height) if c else None for c in kept]


def _turned(char: Char, turn: int, width: float, height: float) -> Char:
    text, x0, y0, x1, y1 = char
    if turn == 1:  # read downwards: the page is turned left
        return text, y0, width - x1, y1, width - x0
    if turn == 2:
        return text, width - x1, height - y1, width - x0, height - y0
    return text, height - y1, x0, height - y0, x1


def _upright(page: pdfium.PdfPage, width: float, height: float) -> Point:
    """From PDF coordinates to points on the upright page, through three corners that PDFium maps itself."""
    grid = 1_000_000

    def device(x: float, y: float) -> tuple[float, float]:
        left, top = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page.raw, 0, 0, grid, grid, 0, x, y, ctypes.byref(left), ctypes.byref(top))
        return left.value / grid * width, top.value / grid * height

    scale = 100.0
    ox, oy = device(0, 0)
    ax, ay = device(scale, 0)
    bx, by = device(0, scale)
    xx, xy, yx, yy = (ax - ox) / scale, (ay - oy) / scale, (bx - ox) / scale, (by - oy) / scale
    return lambda x, y: (ox + x * xx + y * yx, oy + x * xy + y * yy)


def _characters(text_page: pdfium.PdfTextPage, upright: Point) -> list[Placed | None]:
    """Characters with boxes on the page as shown; None where PDFium sees a blank or a line's end."""
    found: list[Placed | None] = []
    box = raw.FS_RECTF()
    for i in range(min(text_page.count_chars(), MAX_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(text_page.raw, i)
        character = _printable(code)
        if character is None:
            found.append(None)
        elif raw.FPDFText_GetLooseCharBox(text_page.raw, i, ctypes.byref(box)):
            x0, y0 = upright(box.left, box.bottom)
            x1, y1 = upright(box.right, box.top)
            char = (character, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            found.append((char, _turn(raw.FPDFText_GetCharAngle(text_page.raw, i), upright)))
    return found


def _turn(angle: float, upright: Point) -> int:
    """Quarter turns to the right of the reading direction on the page as shown; PDFium's angle turns to the right."""
    if angle < 0:
        return 0
    ox, oy = upright(0, 0)
    x, y = upright(math.cos(angle), -math.sin(angle))
    return round(math.atan2(y - oy, x - ox) / (math.pi / 2)) % 4


def _printable(code: int) -> str | None:
    """The character, None for blanks; lone surrogates and unmapped glyphs read as blanks."""
    if code in (0xFFFE, 0xFFFF, 0xFFFD) or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return None
    character = {0xA0: " ", 0x2: "-", 0xAD: "-"}.get(code) or chr(code)
    return None if character.isspace() or not character.isprintable() else character


def _words(characters: list[Char | None]) -> list[Word]:
    words: list[Word] = []
    run: list[Char] = []
    for character in [*characters, None]:
        if character is not None and (not run or _continues(run[-1], character)):
            run.append(character)
            continue
        if run:
            words.append(_word(run))
        run = [character] if character is not None else []
    return words


def _continues(last: Char, character: Char) -> bool:
    """On the same line and without a gap that a reader would see as a blank."""
    height = max(last[4] - last[2], 1.0)
    same_line = abs((last[2] + last[4]) - (character[2] + character[4])) < height
    gap = character[1] - last[3]
    return same_line and -height < gap < 0.35 * height


def _word(run: list[Char]) -> Word:
    text = "".join(c[0] for c in run)
    return Word(text, min(c[1] for c in run), min(c[2] for c in run), max(c[3] for c in run), max(c[4] for c in run))


def _on_page(words: list[Word], page: Page) -> list[Word]:
    """Words whose box is finite and touches the page."""
    return [
        w
        for w in words
        if all(map(math.isfinite, (w.x0, w.y0, w.x1, w.y1)))
        and w.x1 > 0
        and w.y1 > 0
        and w.x0 < page.width
        and w.y0 < page.height
        and w.height > 0.5
    ]
