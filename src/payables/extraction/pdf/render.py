"""A PDF page as a picture for OCR."""

from typing import cast

import pypdfium2 as pdfium
from PIL import Image

DPI = 200
MAX_SIDE = 5000  # pixels; a poster-sized page is drawn smaller


def render(page: pdfium.PdfPage, dpi: int = DPI) -> Image.Image:
    """The upright page in RGB at `dpi`, or less where a side would exceed MAX_SIDE."""
    scale = min(dpi / 72, MAX_SIDE / max(*page.get_size(), 1.0))
    return page.render(scale=cast(int, scale)).to_pil().convert("RGB")
