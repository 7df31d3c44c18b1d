"""Files embedded in a PDF, through pypdf (PDFium knows only one of the places where they stand)."""

import io

from pypdf import PdfReader

from payables.extraction.limits import Limits
from payables.extraction.model import Attachment

_EMBEDDED = (b"/EmbeddedFile", b"/ObjStm", b"/AF")
_NOT_OUT = "The files inside the PDF could not all be taken out: an e-invoice among them was not read"
_INVOICE_NAMES = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", "cii.xml", "ubl.xml", "invoice.xml")


def embedded_files(data: bytes, limits: Limits) -> tuple[list[tuple[str, bytes]], list[str]]:
    """Names and bytes of at most 50 files, likely invoices first, and a warning where the PDF's structure hides them.

    pypdf raises many kinds of errors on damaged files; a damaged attachment must not hide a readable page.
    """
    if not any(mark in data for mark in _EMBEDDED):
        return [], []
    found: list[tuple[str, bytes]] = []
    warnings: list[str] = []
    try:
        for attachment in PdfReader(io.BytesIO(data)).attachment_list:
            if len(found) == 50:
                break
            found.append((attachment.name or "attachment", attachment.content[: limits.xml_bytes * 4]))
    except MemoryError:
        raise
    except Exception as error:
        warnings.append(f"{_NOT_OUT} ({type(error).__name__}).")
    return sorted(found, key=lambda f: _rank(f[0])), warnings


def listed(files: list[tuple[str, bytes]]) -> list[Attachment]:
    return [Attachment(name[:255], len(content)) for name, content in files]


def _rank(name: str) -> int:
    name = name.lower()
    if name in _INVOICE_NAMES:
        return 0
    return 1 if name.endswith(".xml") else 2
