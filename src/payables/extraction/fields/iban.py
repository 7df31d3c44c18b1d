"""The account to pay to."""

from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.candidates.tax_ids import iban_is_valid, ibans
from payables.extraction.fields.rule import Rule
from payables.extraction.model import Field
from payables.extraction.page.document import Document

UNCHECKED = 0.45  # the most for an account whose check digits are wrong


def score(candidate: Candidate, document: Document) -> float:
    """Check digits prove the reading, not whose account it is: a debtor's account stands in direct-debit notes."""
    debtor = any(word in candidate.left for word in ("lastschrift", "abgebucht", "abbuchung", "debit", "ihrem konto"))
    if not iban_is_valid(candidate.value):
        return 0.35
    return 0.5 if debtor else 0.93


def checked(found: Field | None) -> Field | None:
    """Wrong check digits were misread or mistyped: such an account is never sure, whatever stands beside it."""
    if found and not iban_is_valid(found.value):
        found.confidence = min(found.confidence, UNCHECKED)
    return found


RULE = Rule(ibans, score)
