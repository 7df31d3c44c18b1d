"""The likeliest readings of total, net and tax, and the values that a paper prints as sums."""

from decimal import Decimal

from payables.extraction.fields.candidates.amounts import amounts
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.page.document import Document, once
from payables.extraction.ranking import ranked
from payables.extraction.solve.model import Readings, Scored
from payables.extraction.solve.words import kind_of

KEPT = 8  # readings of each sum that take part
LEAST, MOST = 0.02, 0.97  # no reading is impossible and none certain before the arithmetic
MISSING = {"total": 0.04, "net": 0.06, "tax": 0.06}  # the least chance that a sum is not printed at all
UNPRINTED = 0.3  # how often a sum without a good reading is not printed at all
NO_TAX = ("commission", "prepaid", "rounding", "withheld", "kept_back", "early")


@once
def readings(document: Document) -> Readings:
    printed = amounts(document)
    return Readings(
        _kept(ranked("total_amount", document), MISSING["total"]),
        _kept(ranked("net_amount", document), MISSING["net"]),
        _kept([s for s in ranked("total_tax", document) if kind_of(s[1]) not in NO_TAX], MISSING["tax"]),
        printed,
    )


def printed_sums(document: Document) -> frozenset[Decimal]:
    """What lines may add up to: every reading of total and net, without its sign."""
    found = readings(document)
    return frozenset(abs(s.value) for s in (*found.totals, *found.nets) if s.value)


def _kept(scored: list[tuple[float, Candidate]], missing: float) -> list[Scored]:
    """The best of each value."""
    seen: dict[str, Scored] = {}
    for chance, candidate in scored:
        seen.setdefault(candidate.value, Scored(min(max(chance, LEAST), MOST), candidate))
        if len(seen) == KEPT:
            break
    best = max((s.chance for s in seen.values()), default=0.0)
    return [*seen.values(), Scored(max(missing, UNPRINTED * (1 - best)))]
