"""A number that is named as another's: where the invoice's own was not read, that of its contract or order is left."""

from msgspec.structs import replace

from payables.extraction.fields.candidates.identifiers import identifiers
from payables.extraction.fields.number import OTHERS, invoice_score
from payables.extraction.model import Field
from payables.extraction.page.document import Document

SUREST = 0.45
NAMED = 0.3  # weight of a label from which some place of the number speaks for the invoice
ANOTHERS = 0.5  # weight of a label of another number from which it is that one


def doubt_number_of_another(fields: dict[str, Field], document: Document) -> dict[str, Field]:
    """The fields, the number at most SUREST on an invoice or credit memo that names it a contract's, an order's, an account's or
    a customer's wherever it stands. Papers of other kinds carry such a number as their own.
    """
    number, kind = fields.get("number"), fields.get("type")
    if number is None or kind is None or kind.value == "other" or not _is_anothers(number.value, document):
        return fields
    return fields | {"number": replace(number, confidence=min(number.confidence, SUREST))}


def _is_anothers(value: str, document: Document) -> bool:
    places = [c for c in identifiers(document) if c.value == value]
    if any(invoice_score(c, document) >= NAMED for c in places):
        return False
    return any(OTHERS.near(c) >= ANOTHERS for c in places)
