"""Annotations and form fields: what they show becomes part of the page, so that it is text and print like any other."""

from typing import cast

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from payables.extraction.errors import Unreadable

HIDDEN, NO_VIEW = 2, 32  # flags: shown nowhere, and not on screens (ISO 32000-1, table 165)
LOOK = 0.02  # pixels to a point
MOST = 2000  # annotations of a page


def show_annotations(document: pdfium.PdfDocument, place: int, warnings: list[str]) -> pdfium.PdfPage:
    """The page with what its annotations show on screens; what shows only in print goes into the warnings. Raises Unreadable
    for a page of more than MOST, which would take minutes to draw."""
    page = document[place]
    if raw.FPDFPage_GetAnnotCount(page.raw) > MOST:
        raise Unreadable("too_large_when_unpacked", f"page {place + 1} has more than {MOST} annotations")
    kinds = _annotations(page)
    if not kinds:
        return page
    if any(only_printed for _, only_printed in kinds):
        warnings.append(f"Page {place + 1} has annotations that show only in print, which were not read.")
    if all(kind in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP) for kind, _ in kinds):
        return page
    page.render(scale=cast(int, LOOK))  # PDFium makes the appearance of those that have none when they are drawn
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)  # where it fails, they are drawn as before
    page.close()
    return document[place]


def _annotations(page: pdfium.PdfPage) -> list[tuple[int, bool]]:
    """The kind of each, and whether it shows only in print: such a one is hidden, else it would become part of the page."""
    found: list[tuple[int, bool]] = []
    for n in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        if annotation := raw.FPDFPage_GetAnnot(page.raw, n):
            flags = raw.FPDFAnnot_GetFlags(annotation)
            found.append((raw.FPDFAnnot_GetSubtype(annotation), bool(flags & NO_VIEW and not flags & HIDDEN)))
            if flags & NO_VIEW:
                raw.FPDFAnnot_SetFlags(annotation, flags | HIDDEN)
            raw.FPDFPage_CloseAnnot(annotation)
    return found
