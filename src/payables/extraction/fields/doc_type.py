"""Invoice, credit memo, statement of account, or something else that nothing is paid by."""

import re

from payables.extraction.fields.credit_said import credit_said
from payables.extraction.fields.credit_words import HEADING, LABEL, NAMED
from payables.extraction.fields.number import has_invoice_number
from payables.extraction.fields.titles import Title, heading_text, titles
from payables.extraction.model import Field
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain
from payables.extraction.page.rows import Row

_INVOICE = re.compile(
    r"\binvoice\b|\brechnung\b|\bfacture\b|\bfactura\b|\bfattura\b|\bfactuur\b|\breceipt\b|(?:^|\btax |\bcash )bill\b|\w*rechnung\b"
    r"|\bquittung\b"
)
_PAID = re.compile(
    r"\b(?:cash|change|tender\w*|visa|mastercard|gegeben|ruckgeld|especes|rendu|efectivo|contanti|contant)\b"
)
_CONTRACT = re.compile(r"(?:contract|agreement|vertrag|contrat|contrato|contratto)\b")
_SALUTATION = re.compile(
    r"^(?:dear\b|sehr geehrte|liebe[rs]?\s|guten tag|madame,|monsieur,|madame, monsieur|cher\w*\s|estimad[oa]|gentile\b|egregi"
    r"|spett\.|geachte\b|beste\b|to whom it may)"
)
TITLE_ROWS = 25
CLEAR = 0.5  # weight of a heading from which a paper is not taken for an invoice, where no invoice's heading is as good
FAINT = 0.08
SOME = 0.3  # weight from which there is an invoice's heading at all
AHEAD = 1.1  # times the invoice's own heading
DOUBTFUL = 0.4  # of an invoice that says elsewhere that it is a credit


def document_type(document: Document, total: Field | None) -> Field:
    """By what the paper calls itself; without a heading, by whether it asks for a sum. `raw` is the heading, or the words that
    make an invoice doubtful."""
    found = _as_headed(document, total)
    if found.value == "invoice" and (row := credit_said(document, total)):
        return _field("invoice", DOUBTFUL, row, row.text)
    return found


def _as_headed(document: Document, total: Field | None) -> Field:
    found = titles(document)
    own = max((t.weight for t in found if t.kind in ("invoice", "credit_memo")), default=0.0)
    other = max((t for t in found if t.kind in ("statement", "other")), key=lambda t: t.weight, default=None)
    if other is not None and other.weight >= CLEAR and other.weight > AHEAD * own:
        return _field(other.kind, 0.6 + 0.35 * min(other.weight - own, 1.0), other.row, other.cell.text)
    if named := _first_named(document):
        return named
    return _unnamed(document, total, own, other)


def _first_named(document: Document) -> Field | None:
    """The first of the words invoice and credit memo that stands near the top decides between the two."""
    for row in document.rows[:TITLE_ROWS]:
        for cell in row.cells:
            text = heading_text(cell.text)
            if len(text) < 40 and _names_credit(text, row):
                return _field("credit_memo", 0.9, row, row.text)
            if _INVOICE.search(text) and len(text) < 40:
                return _field("invoice", 0.99, row, row.text)
    return None


def _names_credit(text: str, row: Row) -> bool:
    """A card, a column and a balance are called credit as well: only where that is all that the row says."""
    return bool(NAMED.search(text) or LABEL.match(text) or (len(row.cells) == 1 and HEADING.match(text)))


def _unnamed(document: Document, total: Field | None, own: float, other: Title | None) -> Field:
    """A till's slip says what was paid; a letter and a paper that asks for nothing are no invoices."""
    text, page = plain(document.text), document.pages[0].number
    asks = _INVOICE.search(text) is not None
    if other is not None and other.weight >= FAINT and own < SOME and _is_contract(document, other):
        return _field(other.kind, 0.6, other.row, other.cell.text)
    if _PAID.search(text) and total is not None:
        return Field("invoice", 0.9, page)
    if total is not None and not (_is_letter(document) and not asks):
        return Field("invoice", 0.85 if asks or total.confidence >= 0.5 else 0.45, page)
    return Field("invoice", 0.45, page) if asks and not _is_letter(document) else Field("other", 0.6, page)


def _is_contract(document: Document, heading: Title) -> bool:
    """Its number is a contract's, and nothing names an invoice's."""
    return bool(_CONTRACT.match(plain(heading.cell.text))) and not has_invoice_number(document)


def _is_letter(document: Document) -> bool:
    return any(_SALUTATION.match(plain(row.text)) for row in document.rows)


def _field(value: str, confidence: float, row: Row, text: str) -> Field:
    return Field(value, round(confidence, 3), row.page.number, row.page.box(row.words), text[:120])
