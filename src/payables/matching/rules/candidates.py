"""Orders that an invoice may be for, where it names none or none that is there."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from rapidfuzz.distance import OSA

from payables.kit.text import normal_number
from payables.matching.model import Billed, Candidate, Charge, Known, Ordered
from payables.matching.rules.billing import Billing, billing
from payables.matching.rules.charge_words import charge_of
from payables.matching.rules.pair import name_pairs, number_pairs
from payables.matching.rules.pools import pools_of
from payables.matching.rules.rooms import rooms_of

SHORTEST = 4  # shorter numbers are one slip away from too many
MOST = 10
MOST_LINES = 200
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


def candidates(
    billed: Billed,
    named: Sequence[str],
    orders: Sequence[Ordered],
    keys: Mapping[UUID, str],
    invoice_number: str | None,
    receipt_numbers: Mapping[UUID, Collection[str]],
    invoice_refs: Mapping[UUID, str | None],
) -> list[Candidate]:
    """The likeliest first, at most ten. `named` and `keys` (order -> its number) are keys of numbers; `receipt_numbers` are
    those of an order's receipts and the invoice numbers that they name, `invoice_refs` the invoice an order names."""
    texts = {normal_number(each) for each in named} - {""}
    number = normal_number(invoice_number or "")
    found: list[Candidate] = []
    for order in orders:
        refs = {normal_number(each) for each in (*receipt_numbers.get(order.id, ()), invoice_refs.get(order.id) or "")}
        reasons = _by_numbers(texts, normal_number(keys.get(order.id, order.number)), refs - {""}, number)
        reasons += _by_content(billed, order)
        if len(orders) == 1:
            reasons.append("only_open_order")
        if reasons:
            found.append(Candidate(order.id, order.number, _score(reasons), tuple(reasons)))
    return sorted(found, key=lambda each: (-each.score, each.number, each.order))[:MOST]


def sure(found: Sequence[Candidate]) -> Candidate | None:
    """The one that is good enough to be matched without asking: its number is only a slip away, or one of its papers is named,
    its lines or its total agree, and no other comes near."""
    best = [each for each in found if _is_good(each)]
    if len(best) != 1 or found[0] != best[0]:
        return None
    return None if len(found) > 1 and best[0].score - found[1].score < CLEARLY else best[0]


def _is_good(each: Candidate) -> bool:
    reasons = set(each.reasons)
    return each.score >= SURE and bool(reasons & _OF_NUMBERS) and bool(reasons & _OF_CONTENT)


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


def _by_content(billed: Billed, order: Ordered) -> list[str]:
    reasons: list[str] = []
    if billed.total and billed.total in _totals(billed, order):
        reasons.append("total")
    if _lines_agree(billed, order):
        reasons.append("lines")
    return reasons


def _totals(billed: Billed, order: Ordered) -> set[Decimal]:
    """What an invoice for all of the order would come to, with its own tax where the order says none."""
    goods = sum((line.quantity * line.price for line in order.lines), Decimal(0))
    beside = sum(order.charges.values(), Decimal(0))
    tax = Decimal(0) if order.charges.get(Charge.TAX) else (billed.tax or Decimal(0))
    return {order.total, order.total + tax, goods + beside, goods + beside + tax} - {Decimal(0)}


def _lines_agree(billed: Billed, order: Ordered) -> bool:
    """Whether every line with goods is one of the order's, at about its price."""
    goods = _goods(billed)
    if not goods or len(goods) > MOST_LINES:
        return False
    pools = pools_of(list(rooms_of([order])))
    pairs = number_pairs(goods, pools, Known())
    pairs |= name_pairs([each for each in goods if each.line.id not in pairs], pools, pairs.values(), Known())
    return len(pairs) == len(goods) and all(
        _about(each.amount, each.quantity, pairs[each.line.id].pool.price) for each in goods
    )


def _goods(billed: Billed) -> list[Billing]:
    each = [billing(line, billed.currency) for line in billed.lines]
    return [
        one
        for one in each
        if not (one.bills_nothing or one.gives_back) and charge_of(one.line.name, one.line.description) is None
    ]


def _about(amount: Fraction | None, quantity: Fraction | None, price: Decimal) -> bool:
    """In another unit the price says nothing."""
    if amount is None or not quantity or not price:
        return True
    ratio = amount / quantity / Fraction(price)
    return Fraction(1, 2) <= ratio <= 2 or ratio > 3 or ratio < Fraction(1, 3)


def _score(reasons: Sequence[str]) -> Decimal:
    open_ = Decimal(1)
    for reason in reasons:
        open_ *= 1 - WORTH[reason]
    return (1 - open_).quantize(Decimal("0.0001"))
