"""An invoice without lines: its total against what is left of its orders."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from payables.matching.model import (
    HEADER,
    Allocation,
    Aspect,
    Billed,
    Charge,
    Finding,
    Known,
    LineMatch,
    Match,
    Ordered,
    Outcome,
)
from payables.matching.rules.charges import Beside, Charges, compare_charges, left_of, spread
from payables.matching.rules.money import QUANTITY_DECIMALS, half_unit, money
from payables.matching.rules.pools import Pool
from payables.matching.rules.rooms import Room, joined
from payables.matching.rules.tolerance import charge_limit, price_limit, tolerance_of
from payables.matching.rules.worst import worst

ZERO = Decimal(0)
BESIDE = (Charge.FREIGHT, Charge.MISCELLANEOUS)


def match_header(billed: Billed, orders: Sequence[Ordered], pools: Sequence[Pool], known: Known) -> Match:
    """Goods first, as far as they may be billed by now, then charges. What is tolerated of prices and charges is tolerated
    of the total. Whose tax is not told apart has it in its total, so that the orders' tax counts too."""
    rooms = [room for pool in pools for room in pool.rooms]
    rooms.sort(key=lambda room: _place(room, orders))
    net = Fraction(billed.total or 0) - Fraction(billed.tax or 0)
    goods = sum((_value(room, room.fits) for room in rooms), Fraction(0))
    kinds = BESIDE if billed.tax is not None else (*BESIDE, Charge.TAX)
    charges = sum((left_of(orders, kind) for kind in kinds), ZERO)
    if net <= 0 < (billed.total or 0):
        total = billed.total
        only_tax = Finding(Outcome.TOTAL_VARIANCE, total, ZERO, ZERO, total, aspect=Aspect.TOTAL)
        return Match(Outcome.TOTAL_VARIANCE, (LineMatch(HEADER, Outcome.MATCHED, how="total"),), (only_tax,))
    if net <= 0:
        return Match(Outcome.MATCHED, (LineMatch(HEADER, Outcome.MATCHED, how="total"),))
    waits = all(pool.waits_for_goods for pool in pools)
    finding = _finding(net, goods + Fraction(charges), _limit(rooms, charges, known), waits, billed.currency)
    allocations = _allocate(net, rooms, all_goods=net >= goods)
    found = _charges(billed, orders, net - goods, allocations, known)
    line = LineMatch(HEADER, Outcome.MATCHED, how="total", allocations=joined(allocations))
    header = (finding, *found.header)
    return Match(worst(one.outcome for one in header), (line,), header, found.taken)


def _place(room: Room, orders: Sequence[Ordered]) -> int:
    return next(place for place, order in enumerate(orders) if order.id == room.line.order)


def _value(room: Room, quantity: Decimal) -> Fraction:
    return Fraction(quantity) * max(Fraction(room.line.price), Fraction(0))


def _limit(rooms: Sequence[Room], charges: Decimal, known: Known) -> Decimal:
    limit = charge_limit(tolerance_of(None, known.tolerances), charges)
    for room in rooms:
        limit += room.fits * price_limit(tolerance_of(room.line, known.tolerances), room.line.price)
    return limit


def _finding(net: Fraction, expected: Fraction, limit: Decimal, waits: bool, currency: str) -> Finding:
    over = net - expected
    if over <= Fraction(half_unit(currency)):
        outcome = Outcome.MATCHED
    elif over <= Fraction(limit) + Fraction(half_unit(currency)) and expected > 0:
        outcome = Outcome.WITHIN_TOLERANCE
    else:
        outcome = Outcome.NOT_RECEIVED if waits else Outcome.TOTAL_VARIANCE
    return Finding(
        outcome,
        money(net, currency),
        money(expected, currency),
        money(expected + Fraction(limit), currency),
        money(max(over, Fraction(0)), currency),
        aspect=Aspect.TOTAL,
    )


def _allocate(net: Fraction, rooms: Sequence[Room], *, all_goods: bool) -> list[Allocation]:
    """What was received goes first; of lines of no price all, where all goods are billed."""
    rest = net
    taken: list[Allocation] = []
    for ahead in (False, True):
        for room in rooms:
            most = room.left if ahead else room.fits
            quantity = _worth(rest, room, most) if room.line.price > 0 else most if all_goods and not ahead else ZERO
            if quantity > 0:
                taken += room.take(quantity)
                rest -= _value(room, quantity)
    return taken


def _worth(rest: Fraction, room: Room, most: Decimal) -> Decimal:
    """The quantity that the money pays for, rounded down."""
    if rest <= 0:
        return ZERO
    whole = rest * 10**QUANTITY_DECIMALS / Fraction(room.line.price)
    return min(most, Decimal(int(whole)).scaleb(-QUANTITY_DECIMALS))


def _charges(
    billed: Billed, orders: Sequence[Ordered], beyond: Fraction, allocations: Sequence[Allocation], known: Known
) -> Charges:
    """Tax by itself where the invoice tells it; of the others what the goods leave of the total."""
    tolerance = tolerance_of(None, known.tolerances)
    tax = billed.tax or ZERO
    beside = Beside({Charge.TAX: tax}, (billed.total or ZERO) - tax)
    found = compare_charges([], beside, orders, _goods(orders, allocations), tolerance, billed.currency)
    rest = money(max(beyond, Fraction(0)), billed.currency)
    for kind in (*BESIDE, *(() if billed.tax is not None else (Charge.TAX,))):
        part = min(rest, left_of(orders, kind))
        if part > 0:
            spread(found.taken, kind, part, orders)
            rest -= part
    return found


def _goods(orders: Sequence[Ordered], allocations: Sequence[Allocation]) -> dict[UUID, Decimal]:
    prices = {line.id: line.price for order in orders for line in order.lines}
    found: dict[UUID, Decimal] = {}
    for one in allocations:
        found[one.order] = found.get(one.order, ZERO) + one.quantity * prices[one.order_line]
    return found
