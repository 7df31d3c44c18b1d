"""A number that is not named the invoice's: where its own was not read, that of its contract or order is left."""

from msgspec.structs import replace

from payables.extraction.fields.candidates.identifiers import identifiers
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.number import CONTRACTS, ELSEWHERE, LABELS, OTHERS
from payables.extraction.model import Field
from payables.extraction.page.document import Document

NAMED = 0.3  # weight of a label from which some place of the number speaks for the invoice
CLEARLY, SHORT = 0.8, 3  # the same of a number of fewer characters than SHORT
YOURS = 0.5  # of the weight of a word that says whose a number is
ANOTHERS = 0.35  # weight of a label of another number from which it is that one
OLDER = 1.0  # weight above which it is the number of the invoice that is corrected, however it is called
SUREST, UNNAMED = 0.45, 0.7  # of another's number, and of one without any label: both less than what goes on unseen


def doubt_number_of_another(fields: dict[str, Field], document: Document) -> dict[str, Field]:
    """The fields; the number of an invoice or credit memo at most SUREST where it is named a contract's, an order's, an account's
    or a customer's wherever it stands, at most UNNAMED where nothing names it. Papers of other kinds carry such a number as
    their own.
    """
    number, kind = fields.get("number"), fields.get("type")
    if number is None or kind is None or kind.value == "other":
        return fields
    return fields | {"number": replace(number, confidence=min(number.confidence, _surest(number.value, document)))}


def _surest(value: str, document: Document) -> float:
    places = [c for c in identifiers(document) if c.value == value]
    if any(_is_the_invoices(c) for c in places):
        return 1.0
    return SUREST if any(_is_anothers(c) for c in places) else UNNAMED


def _is_the_invoices(place: Candidate) -> bool:
    """By what stands before it or over it: on one of the sides nothing names it as clearly something else's."""
    least = CLEARLY if len(place.value) < SHORT else NAMED
    sides = (
        (LABELS.before(place.left), _others_before(place)),
        (LABELS.over(place.above), _others_over(place)),
    )
    return any(own >= least and own >= others for own, others in sides) and OTHERS.before(place.left) <= OLDER


def _is_anothers(place: Candidate) -> bool:
    return max(_others_before(place), _others_over(place)) >= ANOTHERS


def _others_before(place: Candidate) -> float:
    """'Your reference' is the customer's; 'your invoice' is not."""
    return max(*(labels.before(place.left) for labels in (OTHERS, CONTRACTS)), YOURS * ELSEWHERE.before(place.left))


def _others_over(place: Candidate) -> float:
    return max(*(labels.over(place.above) for labels in (OTHERS, CONTRACTS)), YOURS * ELSEWHERE.over(place.above))
