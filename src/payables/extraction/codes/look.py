"""Whether a page of a PDF may show a code, and where it does: drawing a page only to look costs more than reading its text.

Looked at are pages with a square picture or drawing of a code's size, pages whose words speak of one, and nearly empty pages of
files with several, which may be separators.
"""

import ctypes
import re
from typing import cast

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from payables.extraction.codes.find import codes_in
from payables.extraction.model import Code
from payables.extraction.page.language import plain
from payables.extraction.page.model import Page
from payables.extraction.page.turn import turned as turn_box

DPI = 150
MAX_SIDE = 3000  # pixels
NEARLY_EMPTY = 25  # words
OBJECTS = 3000  # looked at on a page
SMALLEST, LARGEST = 25.0, 600.0  # points: a code's side on paper
LONGEST_RUN = 35.0  # points
SQUARE = 0.08  # how far a side may differ from the other
SEGMENTS = 200  # of a drawing: a code has hundreds of modules
PIECES = 120  # little squares and runs of them that make up a code, where each is drawn by itself
MODULE = 6.0  # points
THINNEST_RUN = 1.05  # points

_WORDS = re.compile(
    r"\bzahlteil\b|\bempfangsschein\b|\bsection paiement\b|\bsezione pagamento\b|\bpayment part\b|\bgiro\s?-?code\b|\bbezahlcode\b"
    r"|\b(?:epc|sepa)?\s?-?qr(?:\s?-?\s?(?:code|rechnung|facture|fattura|bill))\b|\bscan\w*\b.{0,40}\b(?:pay|code|zahlen|bezahlen|payer)\b"
    r"|\b(?:pay|zahlen|bezahlen|uberweisen|payer|pagar|pagare|betalen)\b.{0,40}\bscan\w*\b"
)


def codes_on(page: pdfium.PdfPage, words: Page, *, several_pages: bool) -> list[Code]:
    """Of a page that is read by its text layer; boxes are those of the upright page."""
    separating = several_pages and len(words.words) <= NEARLY_EMPTY
    if not (separating or shows_a_square(page) or _WORDS.search(plain(" ".join(w.text for w in words.words)))):
        return []
    scale = min(DPI / 72, MAX_SIDE / max(*page.get_size(), 1.0))
    image = page.render(scale=cast(int, scale), grayscale=True).to_pil()
    return [turned(code, words.turn) for code in codes_in(image, words.number, barcodes=separating)]


def turned(code: Code, turn: int) -> Code:
    """The code's box after so many quarter turns of its page to the right."""
    return code if code.box is None else Code(code.kind, code.text, code.page, turn_box(code.box, turn))


def shows_a_square(page: pdfium.PdfPage) -> bool:
    """A picture or one drawing of many strokes that is square, or very many little pieces. A page with more objects than are
    looked at may hide a code behind them."""
    pieces, count = 0, raw.FPDFPage_CountObjects(page.raw)
    if count > OBJECTS:
        return True
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for place in range(count):
        item = raw.FPDFPage_GetObject(page.raw, place)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_FORM and _is_small_page(item):
            return True
        if kind not in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH):
            continue
        if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            continue
        width, height = right.value - left.value, top.value - bottom.value
        if _is_code_sized(width, height):
            if kind == raw.FPDF_PAGEOBJ_IMAGE or raw.FPDFPath_CountSegments(item) > SEGMENTS:
                return True
        elif kind == raw.FPDF_PAGEOBJ_PATH and _is_piece(width, height):
            pieces += 1
    return pieces > PIECES


def _is_piece(width: float, height: float) -> bool:
    """A module, or a run of them; the bounds of a stroke are twice as thick as it is, which leaves out hairlines of tables."""
    thick, long = min(width, height), max(width, height)
    return 0.2 < thick <= long < MODULE or (THINNEST_RUN < thick < 2 * MODULE and long < LONGEST_RUN)


def _is_small_page(item: object) -> bool:
    """A drawing placed as a page of its own, as vector codes are."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    found = raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return bool(found) and _is_code_sized(right.value - left.value, top.value - bottom.value)


def _is_code_sized(width: float, height: float) -> bool:
    return SMALLEST < width < LARGEST and abs(width - height) <= SQUARE * width
