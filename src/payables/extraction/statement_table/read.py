"""A PDF to the table of a statement, without protection: called only inside the child process of the document."""

from payables.extraction.errors import Unreadable
from payables.extraction.limits import Limits
from payables.extraction.pdf.open import open_pdf
from payables.extraction.pdf.words import words_of
from payables.extraction.read import kind_of
from payables.extraction.statement_table.find import find_table
from payables.extraction.statement_table.model import StatementTable

ENOUGH = 10  # characters of a page


def read_statement_table(data: bytes, filename: str, limits: Limits) -> StatementTable:
    """By the text layer alone: a digit that OCR takes for another would be an amount that nobody printed. Raises Unreadable."""
    if kind_of(data, filename) != "pdf":
        raise Unreadable("unsupported_type")
    document = open_pdf(data, limits)
    pages = [words_of(document[i], i + 1) for i in range(len(document))]
    if not any(page.characters >= ENOUGH for page in pages):
        raise Unreadable("no_text_layer")
    return find_table(pages)
