"""Values that a ranker of the installation chose where the program's own had chosen another."""

from payables.extraction.model import BY_RANKER, Field
from payables.extraction.page.document import Document
from payables.extraction.ranking.in_use import learned_fields
from payables.extraction.ranking.rank import LEAST, ranked, ranked_by
from payables.extraction.ranking.ranker import shipped


def tell_overruled(fields: dict[str, Field], document: Document) -> None:
    """What was learned at night may be true of other papers only, or have been taught by somebody else: each such value says
    what it was taken against (`by`, `instead_of`)."""
    for name in learned_fields():
        found, base = fields.get(name), shipped(name)
        if found is None or base is None:
            continue
        for (probability, plain), (_, taken) in zip(
            ranked_by(base, document)[:1], ranked(name, document), strict=False
        ):
            if plain.value not in (found.value, taken.value) and probability >= LEAST:
                found.by, found.instead_of = BY_RANKER, plain.choice(probability)
