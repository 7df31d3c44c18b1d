"""Invoice, credit memo, or something else."""

import re

from payables.extraction.model import Field
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain
from payables.extraction.page.rows import Row

_CREDIT = re.compile(
    r"\bcredit\s?(?:note|memo(?:randum)?|invoice)\b|\bgutschrift\b|\brechnungskorrektur\b|\bstorno\w*\b|\bkorrekturrechnung\b"
    r"|\b(?:facture d')?avoir\b|\bnota (?:de (?:credito|abono)|di credito)\b|\bfactura rectificativa\b|\bcreditnota\b"
    r"|\bcreditfactuur\b"
)
_INVOICE = re.compile(
    r"\binvoice\b|\brechnung\b|\bfacture\b|\bfactura\b|\bfattura\b|\bfactuur\b|\breceipt\b|\bbill\b|\w*rechnung\b|\bquittung\b"
)
TITLE_ROWS = 25


def document_type(document: Document, has_total: bool) -> Field:
    """By the title: the first of the words that stands alone or large near the top decides."""
    for row in document.rows[:TITLE_ROWS]:
        for cell in row.cells:
            text = plain(cell.text)
            if _CREDIT.search(text) and len(text) < 40:
                return _field("credit_memo", 0.9, row)
            if _INVOICE.search(text) and len(text) < 40:
                return _field("invoice", 0.99, row)
    if has_total or _INVOICE.search(plain(document.text)):
        return Field("invoice", 0.85, document.pages[0].number)
    return Field("other", 0.6, document.pages[0].number)


def _field(value: str, confidence: float, row: Row) -> Field:
    return Field(value, confidence, row.page.number, row.page.box(row.words), row.text[:120])
