"""Whether a page without much text shows something that OCR could read, and how finely it is drawn."""

import pypdfium2 as pdfium
import pypdfium2.raw as raw

COVERS = 0.08  # share of the page that a picture must cover to be worth reading
DRAWN = 150  # paths from which on letters may be drawn as outlines
LOOKED_AT = 3000  # objects of a page


def holds_a_picture(page: pdfium.PdfPage) -> bool:
    """A picture of some size, or many drawn paths; a short last page with a logo has neither."""
    width, height = page.get_size()
    area = max(width * height, 1.0)
    paths = 0
    for number, item in enumerate(page.get_objects(max_depth=3)):
        if number > LOOKED_AT:
            return True
        kind = raw.FPDFPageObj_GetType(item.raw)
        if kind == raw.FPDF_PAGEOBJ_IMAGE and _area(item) > COVERS * area:
            return True
        paths += kind == raw.FPDF_PAGEOBJ_PATH
    return paths > DRAWN


def sharpness(page: pdfium.PdfPage) -> float:
    """Pixels to a point of the finest picture that covers a third of the page; 0 without one."""
    width, height = page.get_size()
    finest = 0.0
    for number, item in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
        if number > LOOKED_AT:
            break
        if isinstance(item, pdfium.PdfImage) and _area(item) > width * height / 3:
            left, _, right, _ = item.get_bounds()
            finest = max(finest, item.get_px_size()[0] / max(right - left, 1.0))
    return finest


def _area(item: pdfium.PdfObject) -> float:
    left, bottom, right, top = item.get_bounds()
    return abs(right - left) * abs(top - bottom)
