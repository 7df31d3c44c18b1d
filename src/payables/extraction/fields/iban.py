"""The account to pay to."""

from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.candidates.tax_ids import iban_is_valid, ibans
from payables.extraction.fields.rule import Rule
from payables.extraction.page.document import Document


def score(candidate: Candidate, document: Document) -> float:
    """Check digits prove the reading, not whose account it is: a debtor's account stands in direct-debit notes."""
    debtor = any(word in candidate.left for word in ("lastschrift", "abgebucht", "abbuchung", "debit", "ihrem konto"))
    if not iban_is_valid(candidate.value):
        return 0.35
    return 0.5 if debtor else 0.93


RULE = Rule(ibans, score)
