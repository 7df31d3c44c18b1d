"""An invoice against the orders it is for: which of their lines it bills, and what is different."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from payables.matching.model import Aspect, Billed, Charge, Finding, Known, LineMatch, Match, Ordered, Outcome
from payables.matching.rules.billing import Billing, billing
from payables.matching.rules.charges import charge_lines, compare_charges
from payables.matching.rules.claims import Claim, claim, groups
from payables.matching.rules.give_back import give_back
from payables.matching.rules.header import match_header
from payables.matching.rules.money import money, unit_price
from payables.matching.rules.pair import Pair, linked_pairs, name_pairs, number_pairs
from payables.matching.rules.pools import Pool, pools_of
from payables.matching.rules.price import of_price
from payables.matching.rules.quantity import Verdict, of_quantity, verdict
from payables.matching.rules.rest import beside_lines
from payables.matching.rules.rooms import joined, rooms_of
from payables.matching.rules.spill import by_item, spill
from payables.matching.rules.tolerance import tolerance_of
from payables.matching.rules.worst import worst

ZERO = Decimal(0)


def match(billed: Billed, orders: Sequence[Ordered], known: Known) -> Match:
    """`orders` in the order of their dates, less what other invoices have taken: the oldest is billed first. The lines of the
    invoice may stand in any order. Of two-way and of three-way orders alike no more is allocated than is ordered and left."""
    if not orders:
        return Match(Outcome.NO_ORDER)
    pools = pools_of(list(rooms_of(orders)))
    if not billed.lines:
        return match_header(billed, orders, pools, known)
    lines = sorted((billing(line, billed.currency) for line in billed.lines), key=lambda each: each.line.id)
    sorted_ = _sort_out(lines, billed, pools, known)
    claims, unclear = _claims(sorted_, known)
    verdicts = _compare(claims, pools)
    charges = compare_charges(
        [(each, sorted_.charged[each.line.id]) for each in lines if each.line.id in sorted_.charged],
        beside_lines(billed, lines, sorted_.charged, orders, _unpriced(claims)),
        orders,
        _goods_of(claims),
        tolerance_of(None, known.tolerances),
        billed.currency,
    )
    found = [
        *(_unclear(each, None, billed.currency) for each in sorted_.apart if not each.bills_nothing),
        *(_plain(each, sorted_.pairs.get(each.line.id)) for each in sorted_.free),
        *(_unclear(each, sorted_.pairs.get(each.line.id), billed.currency) for each in unclear),
        *(_found(each, verdicts[each.line], billed.currency) for each in claims),
        *charges.lines,
    ]
    outcome = worst([*(each.outcome for each in found), *(each.outcome for each in charges.header)])
    return Match(outcome, tuple(sorted(found, key=lambda each: each.line)), tuple(charges.header), charges.taken)


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The lines of an invoice: `apart` are paired with nothing, as somebody has said, `free` bill nothing or give money back."""

    apart: list[Billing]
    free: list[Billing]
    goods: list[Billing]
    charged: dict[int, Charge]
    pairs: dict[int, Pair]


def _sort_out(lines: Sequence[Billing], billed: Billed, pools: Sequence[Pool], known: Known) -> _Sorted:
    apart = {line for line, chosen in billed.links.items() if chosen is None}
    rest = [each for each in lines if each.line.id not in apart]
    pairs = linked_pairs(rest, pools, billed.links)
    pairs |= number_pairs([each for each in rest if each.line.id not in pairs], pools, known)
    charged = charge_lines([each for each in rest if each.line.id not in pairs], pools)
    unpaired = [each for each in rest if each.line.id not in pairs and each.line.id not in charged]
    pairs |= name_pairs([each for each in unpaired if not each.bills_nothing], pools, pairs.values(), known)
    goods = [each for each in rest if each.line.id not in charged]
    pairs = {line: pair for line, pair in pairs.items() if line not in _for_nothing(goods)}
    free = [each for each in goods if each.gives_back or (each.bills_nothing and not _is_free(each, pairs))]
    kept_out = {each.line.id for each in free}
    return _Sorted(
        [each for each in lines if each.line.id in apart],
        free,
        [each for each in goods if each.line.id not in kept_out],
        charged,
        pairs,
    )


def _for_nothing(lines: Sequence[Billing]) -> set[int]:
    """Lines that bill money for a quantity of zero: they are for no line of an order, whatever they are called."""
    return {each.line.id for each in lines if each.quantity == 0 and each.amount}


def _is_free(billed: Billing, pairs: Mapping[int, Pair]) -> bool:
    """Whether it was ordered for nothing: then it is billed for nothing, and the order is done with it."""
    pair = pairs.get(billed.line.id)
    return pair is not None and pair.pool.price == 0 and bool(billed.quantity)


def _claims(lines: _Sorted, known: Known) -> tuple[list[Claim], list[Billing]]:
    """And those that are for no line of the orders, or that cannot be compared with it."""
    claims: list[Claim] = []
    unclear: list[Billing] = []
    for each in lines.goods:
        pair = lines.pairs.get(each.line.id)
        made = claim(each, pair, known) if pair else None
        if made is None:
            unclear.append(each)
        else:
            claims.append(made)
    for each in lines.free:
        pair = lines.pairs.get(each.line.id)
        if pair and each.gives_back:
            give_back(each, [one for one in claims if one.pool.rooms == pair.pool.rooms], known)
    return claims, unclear


def _compare(claims: Sequence[Claim], pools: Sequence[Pool]) -> dict[int, Verdict]:
    """All take what may be billed by now before anyone takes from elsewhere, or what is ordered and has not come."""
    parts = list(groups(claims))
    left: list[Decimal] = []
    for part in parts:
        left.append(part[0].pool.fits)
        for each in part:
            each.fit(each.pool.rooms)
    others = by_item(pools)
    for part in parts:
        for each in part:
            spill(each, others)
    found: dict[int, Verdict] = {}
    for part, one in zip(parts, left, strict=True):
        found |= dict.fromkeys((each.line for each in part), verdict(part, one))
    for part in parts:
        for each in part:
            each.reserve(each.pool.rooms)
    return found


def _found(claim: Claim, verdict: Verdict, currency: str) -> LineMatch:
    findings = [of_quantity(claim, verdict, currency)]
    if (price := of_price(claim, currency)) is not None:
        findings.append(price)
    line = claim.pool.first.line
    told = claim.allocations[0] if claim.allocations else None
    return LineMatch(
        claim.line,
        worst(finding.outcome for finding in findings),
        told.order if told else line.order,
        told.order_line if told else line.id,
        claim.pair.how,
        claim.pair.score,
        claim.quantity,
        None if claim.price is None else unit_price(claim.price),
        tuple(findings),
        joined(claim.allocations),
    )


def _plain(billed: Billing, pair: Pair | None) -> LineMatch:
    """It bills nothing."""
    if pair is None:
        return LineMatch(billed.line.id, Outcome.MATCHED)
    line = pair.pool.first.line
    return LineMatch(billed.line.id, Outcome.MATCHED, line.order, line.id, pair.how, pair.score)


def _unclear(billed: Billing, pair: Pair | None, currency: str) -> LineMatch:
    if pair is None:
        finding = Finding(
            Outcome.NOT_ORDERED,
            billed.line.quantity,
            ZERO,
            ZERO,
            None if billed.amount is None else money(billed.amount, currency),
            aspect=Aspect.QUANTITY,
        )
        return LineMatch(billed.line.id, Outcome.NOT_ORDERED, findings=(finding,))
    line = pair.pool.first.line
    finding = Finding(Outcome.NOT_CONVERTIBLE, billed.line.quantity, None, None, None, aspect=Aspect.QUANTITY)
    return LineMatch(
        billed.line.id, Outcome.NOT_CONVERTIBLE, line.order, line.id, pair.how, pair.score, findings=(finding,)
    )


def _unpriced(claims: Sequence[Claim]) -> Fraction:
    return sum((each.due for each in claims if each.amount is None), Fraction(0))


def _goods_of(claims: Sequence[Claim]) -> dict[UUID, Decimal]:
    """Order -> what the goods that are billed of it cost as ordered."""
    found: dict[UUID, Decimal] = {}
    for each in claims:
        prices = {room.line.id: room.line.price for room in each.pool.rooms}
        for one in each.allocations:
            amount = one.quantity * prices.get(one.order_line, each.pool.price)
            found[one.order] = found.get(one.order, ZERO) + amount
    return found
