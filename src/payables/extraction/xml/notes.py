"""Free texts: UBL has no element for their subject, so senders write it in front, as #SUR#."""

import re

from payables.extraction.einvoice import EInvoiceNote

_SUBJECT = re.compile(r"#([A-Z]{3})#\s*(.+)", re.DOTALL)


def note(words: str) -> EInvoiceNote:
    found = _SUBJECT.fullmatch(words)
    return EInvoiceNote(found[2], found[1]) if found else EInvoiceNote(words)
