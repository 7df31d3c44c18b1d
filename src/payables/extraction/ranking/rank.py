"""The candidates of a field, likeliest first."""

from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.weighed import WEIGHED
from payables.extraction.page.document import Document

Ranked = list[tuple[float, Candidate]]


def ranked(field_name: str, document: Document) -> Ranked:
    """Each candidate with the probability (0..1) that it is the field's value, best first; computed once per document.

    A field without a ranker is weighed by its rule, whose score stands for the probability.
    """
    key = ("ranked", field_name)
    if key not in document.memo:
        document.memo[key] = WEIGHED[field_name].ranked(document)
    return document.memo[key]
