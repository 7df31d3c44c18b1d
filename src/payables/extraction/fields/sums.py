"""Total, net and tax together: of the likeliest readings of each, the three that close best."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, product
from math import log10

from payables.extraction.fields import net, tax, total
from payables.extraction.fields.candidates.amounts import amounts
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.model import Field
from payables.extraction.page.document import Document

ALONE = 0.3  # the least weight of a label that is believed without closing arithmetic
KEPT = 8  # readings of each field that take part
CLOSES = 0.5  # what closing arithmetic adds to the labels' weights
TRIVIAL = 0.1  # the same where the tax is zero
UNLABELLED = 0.05  # weight of a sum without a label that closes a total with its tax or net
_CENT = Decimal("0.02")

Scored = tuple[float, Candidate | None]


def sums(document: Document) -> dict[str, Field]:
    """total_amount, net_amount and total_tax as far as found; confidence is high only where the arithmetic closes."""
    totals, nets, taxes = (_kept(rule.RULE.ranked(document)) for rule in (total, net, tax))
    readings = [*product(totals, nets, taxes), *_completed(totals, nets, taxes, amounts(document))]
    best = max(readings, key=_worth)
    closing = _closes(*(c for _, c in best))
    names = ("total_amount", "net_amount", "total_tax")
    found = {
        name: candidate.field(_confidence(score, closing))
        for name, (score, candidate) in zip(names, best, strict=True)
        if candidate is not None and (closing or score >= ALONE)
    }
    if not closing:
        found |= rest(found, [c for _, c in taxes if c])
    return found


def _completed(
    totals: list[Scored], nets: list[Scored], taxes: list[Scored], printed: list[Candidate]
) -> Iterator[tuple[Scored, Scored, Scored]]:
    """A labelled total with a labelled net or tax, and the third among the printed sums that have no label."""
    by_value = {Decimal(c.value): c for c in reversed(printed)}
    for (a, total_), (b, part) in product(totals, taxes):
        if total_ and part and (third := by_value.get(Decimal(total_.value) - Decimal(part.value))):
            yield (a, total_), (UNLABELLED, third), (b, part)
    for (a, total_), (b, part) in product(totals, nets):
        if total_ and part and (third := by_value.get(Decimal(total_.value) - Decimal(part.value))):
            yield (a, total_), (b, part), (UNLABELLED, third)


def rest(found: dict[str, Field], taxes: list[Candidate]) -> dict[str, Field]:
    """The third of total, net and tax by the other two: tax by rate adds up to it, or net is not printed at all."""
    total_, net_, tax_ = (found.get(n) for n in ("total_amount", "net_amount", "total_tax"))
    if total_ and net_:
        difference = Decimal(total_.value) - Decimal(net_.value)
        parts = adding_up([c for c in taxes if c.row.page.number >= net_.page - 1], difference)
        if parts:
            return {"total_tax": Field(f"{difference:f}", 0.8, parts[0].row.page.number, None, None)}
    if total_ and tax_ and not net_:
        return {
            "net_amount": Field(f"{Decimal(total_.value) - Decimal(tax_.value):f}", 0.4 * tax_.confidence, total_.page)
        }
    return {}


def adding_up(candidates: list[Candidate], wanted: Decimal) -> list[Candidate]:
    """Two to four different readings whose sum is the wanted one; empty when there are none."""
    for count in (2, 3, 4):
        for some in combinations(candidates[:KEPT], count):
            if abs(sum(Decimal(c.value) for c in some) - wanted) <= _CENT:
                return list(some)
    return []


def _kept(ranked: list[tuple[float, Candidate]]) -> list[Scored]:
    """The best readings of different value, and none at all as the last."""
    seen: set[str] = set()
    kept: list[Scored] = []
    for score, candidate in ranked:
        if candidate.value not in seen:
            seen.add(candidate.value)
            kept.append((score, candidate))
    return [*kept[:KEPT], (0.0, None)]


def _worth(three: tuple[Scored, Scored, Scored]) -> float:
    """Labels, plus closing; the total weighs most, and among equals the larger total."""
    (a, total_), (b, net_), (c, tax_) = three
    closing = _closes(total_, net_, tax_)
    bonus = (CLOSES if _differ(three) else TRIVIAL) if closing else (-0.4 if closing is False else 0.0)
    size = 0.05 * log10(1 + abs(Decimal(total_.value))) if total_ else 0.0
    return 1.5 * a + 0.8 * b + 0.6 * c + bonus + size


def _closes(total_: Candidate | None, net_: Candidate | None, tax_: Candidate | None) -> bool | None:
    """None where a part is missing or the closing says nothing (all the same line)."""
    if not (total_ and net_ and tax_):
        return None
    return abs(Decimal(net_.value) + Decimal(tax_.value) - Decimal(total_.value)) <= _CENT


def _differ(three: tuple[Scored, Scored, Scored]) -> bool:
    """Closing proves something only where no part is zero: a total plus nothing is itself."""
    return all(c is not None and Decimal(c.value) for _, c in three)


def _confidence(score: float, closing: bool | None) -> float:
    if closing:
        return min(0.98, 0.75 + 0.25 * score)
    return score * (0.85 if closing is None else 0.5)
