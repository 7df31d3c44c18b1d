"""Orders that an invoice may be for, where it names none or none that is there.

All open orders of the vendor are screened by what stands at their heads; the likeliest few are compared line by line.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from rapidfuzz.distance import OSA

from payables.kit.text import normal_number
from payables.matching.model import Billed, Candidate, Charge, Ordered
from payables.matching.rules.lines_agree import LinesAgree

SHORTEST = 4  # shorter numbers are one slip away from too many
MOST = 10
MOST_COMPARED, MOST_COMPARED_LINES = 5, 2000  # orders of which lines are read, and their lines in all
SURE, CLEARLY = Decimal("0.80"), Decimal("0.20")
# What each reason is worth; the score is 1 less the product of what each leaves open.
WORTH = {
    "number": Decimal("0.95"),
    "receipt_number": Decimal("0.70"),
    "invoice_number": Decimal("0.70"),
    "similar_number": Decimal("0.60"),
    "lines": Decimal("0.55"),
    "total": Decimal("0.50"),
    "only_open_order": Decimal("0.20"),
}
_OF_NUMBERS = frozenset({"number", "receipt_number", "invoice_number", "similar_number"})
_OF_CONTENT = frozenset({"lines", "total"})
_READING = ("number", "similar_number", "receipt_number", "invoice_number", "total", "lines", "only_open_order")


@dataclass(frozen=True, slots=True)
class Open:
    """What stands at the head of an open order. `key` is that of its number; `refs` are the numbers of its receipts, and of
    the invoices that it and they name."""

    id: UUID
    number: str
    key: str
    ordered_on: date
    total: Decimal
    tax: Decimal | None = None
    refs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Screened:
    """An order with what its head says for it."""

    order: Open
    reasons: tuple[str, ...]


def screen(billed: Billed, named: Sequence[str], invoice_number: str | None, orders: Sequence[Open]) -> list[Screened]:
    """The likeliest first, of equally likely ones the newest. `named` are keys of numbers."""
    texts = {normal_number(each) for each in named} - {""}
    number = normal_number(invoice_number or "")
    found = [Screened(each, tuple(_by_head(billed, each, texts, number, len(orders)))) for each in orders]
    found.sort(key=lambda each: (each.order.ordered_on, each.order.id), reverse=True)
    return sorted(found, key=lambda each: -_score(each.reasons))


def to_compare(screened: Sequence[Screened], lines: Mapping[UUID, int]) -> list[UUID]:
    """Of which orders the lines are read, the likeliest first. `lines` is how many each has; an order that would make it too
    many is left out."""
    chosen: list[UUID] = []
    room = MOST_COMPARED_LINES
    for each in screened[:MOST_COMPARED]:
        if lines.get(each.order.id, 0) <= room:
            room -= lines.get(each.order.id, 0)
            chosen.append(each.order.id)
    return chosen


def candidates(billed: Billed, screened: Sequence[Screened], compared: Mapping[UUID, Ordered]) -> list[Candidate]:
    """The likeliest first, at most ten. `compared` are those of which the lines were read."""
    agree = LinesAgree(billed)
    found: list[Candidate] = []
    for each in screened:
        order = compared.get(each.order.id)
        reasons = each.reasons if order is None else _with_content(billed, each.reasons, order, agree)
        if reasons:
            found.append(Candidate(each.order.id, each.order.number, _score(reasons), reasons))
    return sorted(found, key=lambda each: (-each.score, each.number, each.order))[:MOST]


def sure(found: Sequence[Candidate], compared: Collection[UUID]) -> Candidate | None:
    """The one that is good enough to be matched without asking: its number is only a slip away, or one of its papers is named,
    its lines or its total agree, and no other comes near, nor would if its lines were compared and agreed."""
    best = [each for each in found if _is_good(each)]
    if len(best) != 1 or found[0] != best[0]:
        return None
    others = max((_possible(each, compared) for each in found[1:]), default=Decimal(0))
    return None if best[0].score - others < CLEARLY else best[0]


def _by_head(billed: Billed, order: Open, named: Collection[str], invoice_number: str, count: int) -> list[str]:
    refs = {normal_number(each) for each in order.refs} - {""}
    reasons = _by_numbers(named, normal_number(order.key), refs, invoice_number)
    if billed.total and billed.total in {order.total, order.total + _own_tax(billed, order.tax)}:
        reasons.append("total")
    if count == 1:
        reasons.append("only_open_order")
    return reasons


def _by_numbers(named: Collection[str], key: str, refs: Collection[str], invoice_number: str) -> list[str]:
    reasons: list[str] = []
    if key in named:
        reasons.append("number")
    elif any(_is_a_slip(text, key) for text in named):
        reasons.append("similar_number")
    if any(text in refs for text in named):
        reasons.append("receipt_number")
    if invoice_number and invoice_number in refs:
        reasons.append("invoice_number")
    return reasons


def _is_a_slip(text: str, key: str) -> bool:
    """One character more, less or other, or two that are swapped."""
    return min(len(text), len(key)) >= SHORTEST and OSA.distance(text, key, score_cutoff=1) == 1


def _with_content(billed: Billed, reasons: Sequence[str], order: Ordered, agree: LinesAgree) -> tuple[str, ...]:
    """In the order in which people read them: numbers, total, lines, and that there is no other."""
    told = set(reasons)
    if billed.total and billed.total in _totals(billed, order):
        told.add("total")
    if agree.with_(order):
        told.add("lines")
    return tuple(sorted(told, key=_READING.index))


def _totals(billed: Billed, order: Ordered) -> set[Decimal]:
    """What an invoice for all of the order would come to by its lines, with its own tax where the order says none."""
    goods = sum((line.quantity * line.price for line in order.lines), Decimal(0))
    whole = goods + sum(order.charges.values(), Decimal(0))
    return {whole, whole + _own_tax(billed, order.charges.get(Charge.TAX)), goods} - {Decimal(0)}


def _own_tax(billed: Billed, ordered: Decimal | None) -> Decimal:
    return Decimal(0) if ordered else (billed.tax or Decimal(0))


def _is_good(each: Candidate) -> bool:
    reasons = set(each.reasons)
    return each.score >= SURE and bool(reasons & _OF_NUMBERS) and bool(reasons & _OF_CONTENT)


def _possible(each: Candidate, compared: Collection[UUID]) -> Decimal:
    """What its score might be, had its lines been compared."""
    return each.score if each.order in compared else _score({*each.reasons, *_OF_CONTENT})


def _score(reasons: Collection[str]) -> Decimal:
    open_ = Decimal(1)
    for reason in sorted(reasons):
        open_ *= 1 - WORTH[reason]
    return (1 - open_).quantize(Decimal("0.0001"))
