"""Opening a PDF with PDFium, with its errors as our refusals."""

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from payables.extraction.errors import Unreadable
from payables.extraction.limits import Limits


def open_pdf(data: bytes, limits: Limits) -> pdfium.PdfDocument:
    """Raises Unreadable: encrypted, truncated (also for a file without pages), too_many_pages."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise Unreadable("encrypted" if locked or "assword" in str(error) else "truncated", str(error)[:200]) from error
    if len(document) == 0:
        raise Unreadable("truncated", "the PDF has no pages")
    if len(document) > limits.pages:
        raise Unreadable("too_many_pages", f"{len(document)} pages, {limits.pages} allowed")
    document.init_forms()  # else what people see in form fields is not drawn
    return document
