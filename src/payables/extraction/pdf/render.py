"""A PDF page as a picture for OCR."""

from typing import cast

import pypdfium2 as pdfium
from PIL import Image

from payables.extraction.pdf.picture import sharpness

DPI = 200
MAX_SIDE = 5000  # pixels; a poster-sized page is drawn smaller
OFFICE = 2200  # pixels of the longer side of a letter at DPI


def render(page: pdfium.PdfPage, dpi: int = DPI) -> Image.Image:
    """The upright page in RGB at `dpi`, or less: where a side would exceed MAX_SIDE, and no finer than a scan that is placed as
    if it were a poster."""
    side = max(*page.get_size(), 1.0)
    scale = min(dpi / 72, MAX_SIDE / side)
    if side * scale > 2 * OFFICE and (own := sharpness(page)):
        scale = min(scale, max(own, OFFICE / side))
    return page.render(scale=cast(int, scale)).to_pil().convert("RGB")
