"""Allowances and charges of the whole document: the printed amounts that lead from the lines to the sums."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations

from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.model import Adjustment, Field
from payables.extraction.solve.words import kind_of, label_words

MOST = 8  # candidates
AT_ONCE = 3  # adjustments of one paper
SURE = 0.9
_TAKEN = ("allowance", "commission")
Signed = tuple[Decimal, Candidate]


def candidates(printed: Iterable[Candidate], sums: frozenset[Decimal]) -> list[Signed]:
    """Amounts that are named as an allowance, a charge or rounding, with the sign that the kind gives them."""
    found: dict[tuple[Decimal, str], Signed] = {}
    for candidate in printed:
        value, kind = Decimal(candidate.value), kind_of(candidate)
        if not value or abs(value) in sums or kind not in (*_TAKEN, "charge", "rounding"):
            continue
        signed = -abs(value) if kind in _TAKEN else value
        found.setdefault((signed, kind), (signed, candidate))
    return list(found.values())[-MOST:]


def leading(difference: Decimal, signed: list[Signed], slack: Decimal) -> list[Signed] | None:
    """The fewest of them whose sum is the difference, to `slack`; None where there are none."""
    for count in range(1, AT_ONCE + 1):
        for some in combinations(signed, count):
            if abs(sum((v for v, _ in some), Decimal(0)) - difference) <= slack:
                return list(some)
    return None


def adjustment(signed: Signed, sure: float = SURE) -> Adjustment:
    """Positive, with the words before it as its reason."""
    value, candidate = signed
    field = candidate.field(sure)
    field.value = f"{abs(value):f}"
    field.raw = field.raw or candidate.raw
    return Adjustment(amount=field, reason=reason(candidate))


def reason(candidate: Candidate) -> Field | None:
    """As printed: the nearest words left of the amount, else those over it."""
    words = label_words(candidate)
    text = " ".join(w.text for w in words) or candidate.above
    if not text:
        return None
    box = candidate.row.page.box(words) if words else None
    return Field(text[-120:].strip(" :"), SURE, candidate.row.page.number, box)
