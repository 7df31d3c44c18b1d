"""Files embedded in a PDF, through pypdf (PDFium knows only one of the places where they stand)."""

import io
import re

from pypdf import PdfReader

from payables.extraction.limits import Limits
from payables.extraction.model import Attachment

_EMBEDDED = (b"/EmbeddedFile", b"/ObjStm", b"/AF")
_STREAM = re.compile(rb"/Type\s*/EmbeddedFile\b")
_NOT_OUT = "The files inside the PDF could not all be taken out: an e-invoice among them was not read."
_INVOICE_NAMES = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", "cii.xml", "ubl.xml", "invoice.xml")


def embedded_files(data: bytes, limits: Limits) -> tuple[list[tuple[str, bytes]], list[str]]:
    """Names and bytes of at most 50 files, likely invoices first, and a warning where the PDF's structure hides them.

    pypdf raises many kinds of errors on damaged files; a damaged attachment must not hide a readable page.
    """
    if not any(mark in data for mark in _EMBEDDED):
        return [], []
    found: list[tuple[str, bytes]] = []
    try:
        for attachment in PdfReader(io.BytesIO(data)).attachment_list:
            if len(found) == 50:
                break
            found.append((attachment.name or "attachment", attachment.content[: limits.xml_bytes * 4]))
    except MemoryError:
        raise
    except Exception:
        return _sorted(found), [_NOT_OUT]
    # pypdf passes over some damage without a word; that such a stream exists is written in plain in every PDF.
    return _sorted(found), [_NOT_OUT] if not found and _STREAM.search(data) else []


def listed(files: list[tuple[str, bytes]]) -> list[Attachment]:
    return [Attachment(name[:255], len(content)) for name, content in files]


def _sorted(files: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    return sorted(files, key=lambda file: _rank(file[0]))


def _rank(name: str) -> int:
    name = name.lower()
    if name in _INVOICE_NAMES:
        return 0
    return 1 if name.endswith(".xml") else 2
