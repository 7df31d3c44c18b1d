"""Digits as PDFium draws them in its built-in faces: what a digit looks like, in most styles that papers are printed in."""

from functools import lru_cache

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from payables.extraction.pdf.glyphs import Glyphs, glyphs_of, picture_of

FACES = (
    "Helvetica",
    "Helvetica-Bold",
    "Helvetica-Oblique",
    "Helvetica-BoldOblique",
    "Times-Roman",
    "Times-Bold",
    "Times-Italic",
    "Times-BoldItalic",
    "Courier",
    "Courier-Bold",
    "Courier-Oblique",
    "Courier-BoldOblique",
)
SIZE, STEP, SCALE = 10, 20, 2.5  # points of the print and of a cell, pixels to a point


@lru_cache(maxsize=1)
def drawn_digits() -> tuple[Glyphs, NDArray[np.int64]]:
    """Every digit in every face, and which digit each is."""
    document = pdfium.PdfDocument(_sheet())
    picture = picture_of(document[0], SCALE)
    document.close()
    row, digit = (grid.ravel() for grid in np.mgrid[0 : len(FACES), 0:10])
    left, baseline = (digit + 0.5) * STEP, (row + 0.75) * STEP
    boxes = np.stack([left - 2, baseline - SIZE, left + 0.9 * SIZE, baseline + 0.25 * SIZE], axis=1)
    return glyphs_of(picture, boxes * SCALE), digit


def _sheet() -> bytes:
    """A page with a row of digits for each face, top to bottom."""
    height = STEP * len(FACES)
    fonts = "".join(f"/F{n}<</Type/Font/Subtype/Type1/BaseFont/{face}>>" for n, face in enumerate(FACES))
    shown = "".join(
        f"BT/F{n} {SIZE} Tf {(digit + 0.5) * STEP} {height - (n + 0.75) * STEP} Td({digit})Tj ET\n"
        for n in range(len(FACES))
        for digit in range(10)
    )
    return (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        f"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 {10 * STEP} {height}]"
        f"/Resources<</Font<<{fonts}>>>>/Contents 4 0 R>>endobj\n"
        f"4 0 obj<</Length {len(shown)}>>stream\n{shown}endstream endobj\n"
        "trailer<</Root 1 0 R>>\n%%EOF"
    ).encode()
