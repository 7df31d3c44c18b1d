"""Amounts among the other amounts of the paper: which is how large, and which add up."""

import re
from collections import Counter
from decimal import Decimal
from math import log10

from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.total import in_tax_summary
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain

RATES = (0.03, 0.04, 0.05, 0.055, 0.06, 0.07, 0.08, 0.09, 0.1, 0.19, 0.2, 0.21, 0.22, 0.25)
SUMMED = 60  # distinct amounts among which sums of two are looked for
TWIN = 5  # cents between a sum and its rounded self
_PAID = re.compile(
    r"\b(?:cash|change|tender\w*|accepted|visa|master|card|bar|gegeben|ruckgeld|paid|payment|especes|rendu)\b"
)
_ROUNDING = re.compile(r"\bround\w*|\brundung\w*|\barrondi\w*")
_MONEY = re.compile(r"[€$£¥]|\b(?:EUR|USD|GBP|CHF|RM|MYR)\b")


def sums_closing(candidates: list[Candidate], document: Document) -> list[dict[str, float]]:
    """In the order of the candidates."""
    cents = [round(abs(Decimal(c.value)) * 100) for c in candidates]
    among = _Among(cents, candidates)
    return [_sum(c, own, among, document, i) for i, (c, own) in enumerate(zip(candidates, cents, strict=True))]


class _Among:
    """All amounts of the paper, in cents."""

    def __init__(self, cents: list[int], candidates: list[Candidate]) -> None:
        self.cents = cents
        self.candidates = candidates
        self.distinct = sorted(set(cents), reverse=True)
        self.place = {value: i for i, value in enumerate(self.distinct)}
        self.counts = Counter(cents)
        largest = [v for v in self.distinct if v > 0][:SUMMED]
        self.pairs = Counter(a + b for i, a in enumerate(largest) for b in largest[i:])
        self.parts = Counter[int]()
        for i, a in enumerate(largest):
            for b in largest[i + 1 :]:
                if a - b in self.place:
                    self.parts[b] += 1
        paid = [(v, plain(c.row.text)) for v, c in zip(cents, candidates, strict=True)]
        self.paid = [v for v, text in paid if _PAID.search(text)]
        self.settled = (
            {a - b for a in self.paid for b in self.paid if a > b} if len(self.paid) <= SUMMED else set[int]()
        )


def _sum(c: Candidate, own: int, among: _Among, document: Document, i: int) -> dict[str, float]:
    largest = among.distinct[0] or 1
    row = plain(c.row.text)
    return {
        "magnitude": log10(1 + own),
        "size_rank": min(among.place[own], 30),
        "of_largest": own / largest,
        "zero": float(own == 0),
        "negative": float(c.value.startswith("-")),
        "whole_fives": float(own % 5 == 0),
        "whole": float(own % 100 == 0),
        "money": float(bool(_MONEY.search(c.row.text))),
        "sum_of_two": min(among.pairs[own], 5),
        "part_of_sum": min(among.parts[own], 5),
        "with_tax": float(any(_near(own / (1 + r), among) for r in RATES)),
        "without_tax": float(any(_near(own * (1 + r), among) for r in RATES)),
        "is_tax": float(any(_near(own / r, among) and _near(own / r + own, among) for r in RATES)) if own > 9 else 0.0,
        "column_sum": float(own in _column_sums(c, own, among, i)),
        "settled": float(own in among.settled),
        "twin_before": float(any(0 < abs(v - own) <= TWIN for v in among.cents[:i])),
        "twin_after": float(any(0 < abs(v - own) <= TWIN for v in among.cents[i + 1 :])),
        "again_later": float(own in among.cents[i + 1 :]),
        "paid_row": float(bool(_PAID.search(row))),
        "rounding_row": float(bool(_ROUNDING.search(row))),
        "paid_next": float(bool(_PAID.search(_row_text(document, c.order + 1)))),
        "rounding_next": float(bool(_ROUNDING.search(_row_text(document, c.order + 1)))),
        "tax_summary": float(in_tax_summary(c, document)),
    }


def _near(value: float, among: _Among) -> bool:
    """Within a cent, as rounding leaves it."""
    cents = round(value)
    return cents > 0 and any(cents + d in among.place for d in (0, -1, 1))


def _column_sums(c: Candidate, own: int, among: _Among, i: int) -> set[int]:
    """The sums of the one, two, three ... amounts over it that end where it ends."""
    reached: set[int] = set()
    total, right, width = 0, c.words[-1].x1, c.row.page.width
    for j in range(i - 1, max(-1, i - 80), -1):
        other = among.candidates[j]
        if (
            other.row.page is not c.row.page
            or other.order == c.order
            or abs(other.words[-1].x1 - right) > 0.012 * width
        ):
            continue
        total += among.cents[j]
        reached.add(total)
        if total > own:
            break
    return reached if own else set()


def _row_text(document: Document, order: int) -> str:
    return plain(document.rows[order].text) if order < len(document.rows) else ""
