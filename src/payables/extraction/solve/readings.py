"""The likeliest readings of total, net and tax, and the values that a paper prints as sums."""

import re
from dataclasses import replace
from decimal import Decimal

from payables.extraction.fields.candidates.amounts import amounts
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.labels import Labels
from payables.extraction.fields.net import LABELS as NET_LABELS
from payables.extraction.fields.tax import LABELS as TAX_LABELS
from payables.extraction.fields.total import LABELS as TOTAL_LABELS
from payables.extraction.page.document import Document, once
from payables.extraction.page.language import plain
from payables.extraction.ranking import ranked
from payables.extraction.solve.model import Readings, Scored
from payables.extraction.solve.words import kind_of, says_due

KEPT = 8  # readings of each sum that take part
LEAST, MOST = 0.02, 0.97  # no reading is impossible and none certain before the arithmetic
MISSING = {"total": 0.02, "net": 0.06, "tax": 0.06}  # the least chance that a sum is not printed at all
ROUNDED = Decimal("0.5")  # the most that a total is rounded by
NAMELESS = 0.05
CALLED = 0.75  # weight of a label that names a sum even in the row of an item; a column's header is less
UNPRINTED = 0.3  # how often a sum without a good reading is not printed at all
_ROUNDING = re.compile(r"\bround(?:ing|ed)?\b|\brundung\w*|\barrondi|\bredondeo|\barrotondamento|\bafronding")
_CENTS = re.compile(r"(?<![\d.,])-? ?\.\d\d(?!\d)")
NO_NET = ("till", "prepaid", "kept_back", "withheld")
NO_TAX = ("till", "older", "commission", "prepaid", "rounding", "withheld", "kept_back", "early")


@once
def readings(document: Document) -> Readings:
    printed = amounts(document)
    return Readings(
        _kept(ranked("total_amount", document), MISSING["total"]),
        _kept([s for s in ranked("net_amount", document) if kind_of(s[1]) not in NO_NET], MISSING["net"]),
        [_named(s) for s in _kept([s for s in ranked("total_tax", document) if _may_be_tax(s[1])], MISSING["tax"])],
        printed,
        tuple(_roundings(document, printed)),
    )


def _may_be_tax(candidate: Candidate) -> bool:
    """What is still to be paid is none, unless it is the tax that is called due."""
    return kind_of(candidate) not in NO_TAX and (not says_due(candidate) or TAX_LABELS.near(candidate) > 0)


def _roundings(document: Document, printed: list[Candidate]) -> set[Decimal]:
    """Also as '.01', which is no amount elsewhere."""
    found = {Decimal(c.value) for c in printed if kind_of(c) == "rounding"}
    rows = (row.text for row in document.rows if _ROUNDING.search(plain(row.text)))
    found |= {Decimal(match[0].replace(" ", "")) for text in rows for match in _CENTS.finditer(text)}
    return {value for value in found if 0 < abs(value) <= ROUNDED}


def doubting_items(found: Readings, of_items: frozenset[int]) -> Readings:
    """An amount in a row of an item that nothing calls a sum is hardly one; `of_items` are the places of such rows."""

    def doubted(scored: list[Scored], labels: Labels) -> list[Scored]:
        return [
            replace(s, chance=min(s.chance, NAMELESS))
            if s.candidate and s.candidate.order in of_items and labels.near(s.candidate) < CALLED
            else s
            for s in scored
        ]

    return replace(found, totals=doubted(found.totals, TOTAL_LABELS), nets=doubted(found.nets, NET_LABELS))


def printed_sums(document: Document) -> frozenset[Decimal]:
    """What lines may add up to: every reading of total and net, without its sign."""
    found = readings(document)
    return frozenset(abs(s.value) for s in (*found.totals, *found.nets) if s.value)


def _named(tax: Scored) -> Scored:
    """An amount that nothing calls a tax is none unless sums close by it."""
    if tax.candidate is None or TAX_LABELS.near(tax.candidate) > 0:
        return tax
    return replace(tax, chance=min(tax.chance, NAMELESS), named=False)


def _kept(scored: list[tuple[float, Candidate]], missing: float) -> list[Scored]:
    """The best of each value."""
    seen: dict[str, Scored] = {}
    for chance, candidate in scored:
        seen.setdefault(candidate.value, Scored(min(max(chance, LEAST), MOST), candidate))
        if len(seen) == KEPT:
            break
    best = max((s.chance for s in seen.values()), default=0.0)
    return [*seen.values(), Scored(max(missing, UNPRINTED * (1 - best)))]
