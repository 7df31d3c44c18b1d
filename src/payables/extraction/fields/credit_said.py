"""A paper that is headed as an invoice, or not at all, and says elsewhere that it is a credit or not to be paid."""

from decimal import Decimal

from payables.extraction.fields.candidates.amounts import amounts
from payables.extraction.fields.credit_words import SAYS, TOTAL
from payables.extraction.model import Field
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain
from payables.extraction.page.rows import Row

OF_ITS_OWN = 110  # characters of a row that says one thing


def credit_said(document: Document, total: Field | None) -> Row | None:
    """The row that says so: a sentence anywhere, or the words before the total that was read."""
    for row in document.rows:
        if len(row.text) <= OF_ITS_OWN and SAYS.search(plain(row.text)):
            return row
    return _called_credit(document, total) if total else None


def _called_credit(document: Document, total: Field) -> Row | None:
    value = Decimal(total.value)
    return next((c.row for c in amounts(document) if Decimal(c.value) == value and TOTAL.search(c.left)), None)
