"""The candidates of a field, likeliest first, and the value that is believed."""

from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.weighed import WEIGHED
from payables.extraction.model import CANDIDATES_KEPT, Choice, Field
from payables.extraction.page.document import Document
from payables.extraction.ranking.calibration import leads
from payables.extraction.ranking.features import KINDS, features
from payables.extraction.ranking.in_use import in_use
from payables.extraction.ranking.ranker import Ranker
from payables.extraction.ranking.table import FeatureTable

LEAST = 0.15  # a value that is less probable is not taken: the paper does not show the field
GUESSED = 0.1  # the most for a value of a field that no word on the paper names: too little to be taken
NAMED = 0.1  # score of the rule from which a candidate is named
SUM_WORDS = ("rule", "total_before", "total_above", "net_before", "net_above", "tax_before", "tax_above", "paid_row")

Ranked = list[tuple[float, Candidate]]


def ranked(field_name: str, document: Document) -> Ranked:
    """Each candidate with the probability (0..1) that it is the field's value, best first; computed once per document.

    A field without a ranker is weighed by its rule, whose score stands for the probability.
    """
    key = ("ranked", field_name)
    if key not in document.memo:
        document.memo[key] = _ranked(field_name, document)
    return document.memo[key]


def best(field_name: str, document: Document) -> Field | None:
    """The likeliest value, with the probability that it is right; None where none is likely."""
    if in_use(field_name) is None:
        return WEIGHED[field_name].best(document)
    probability, candidate = next(iter(ranked(field_name, document)), (0.0, None))
    return candidate.printed(probability) if candidate and probability >= LEAST else None


def choices(field_name: str, document: Document) -> list[Choice]:
    """The best CANDIDATES_KEPT, also such as are too poor to be chosen: a correction may name one of them. What stands
    under the same words on several pages counts once.
    """
    different: dict[tuple[str, str, str], Choice] = {}
    for probability, candidate in ranked(field_name, document):
        different.setdefault((candidate.value, candidate.left, candidate.above), candidate.choice(probability))
        if len(different) == CANDIDATES_KEPT:
            break
    return list(different.values())


def ranked_by(ranker: Ranker, document: Document) -> Ranked:
    """As `ranked`, by any ranker of a field; nothing is kept."""
    table = features(ranker.field, document)
    if not table.candidates:
        return []
    scores = ranker.scores(table)
    probabilities = ranker.calibration.probabilities(scores, leads(scores, [c.value for c in table.candidates]))
    surest = 1.0 if _is_named(ranker.field, table) else GUESSED
    found = [(min(float(p), surest) * c.clarity, c) for p, c in zip(probabilities, table.candidates, strict=True)]
    order = sorted(range(len(found)), key=lambda i: (-found[i][0], -float(scores[i]), i))
    return [found[i] for i in order]


def _ranked(field_name: str, document: Document) -> Ranked:
    ranker = in_use(field_name)
    return ranked_by(ranker, document) if ranker else WEIGHED[field_name].scored(document)


def _is_named(field_name: str, table: FeatureTable) -> bool:
    """Whether words on the paper speak for some candidate; for sums, whether they speak of any sum or of paying."""
    words = SUM_WORDS if KINDS[field_name] == "amount" else ("rule",)
    return bool(table.columns(words).max() >= NAMED)
