"""Which line of the orders each line of an invoice is for.

What somebody has linked comes first, then the item number, then what the vendor is remembered to call it, then the name with
price and quantity as evidence. A pair that is not sure is not made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from payables.matching.model import Known
from payables.matching.rules.billing import Billing
from payables.matching.rules.evidence import price_distance
from payables.matching.rules.item_numbers import How, ItemNumbers
from payables.matching.rules.measures import factor
from payables.matching.rules.name_pairs import NamePair, pair_by_names
from payables.matching.rules.pools import Pool

SURE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Pair:
    """`how`: link, sku, memory, name."""

    pool: Pool
    how: str
    score: Decimal


def linked_pairs(goods: Iterable[Billing], pools: Sequence[Pool], links: Mapping[int, UUID | None]) -> dict[int, Pair]:
    """Line -> the one line of an order that somebody has chosen for it."""
    rooms = {room.line.id: (pool, room) for pool in pools for room in pool.rooms}
    found: dict[int, Pair] = {}
    for each in goods:
        chosen = links.get(each.line.id)
        if chosen is not None and chosen in rooms:
            pool, room = rooms[chosen]
            found[each.line.id] = Pair(Pool(pool.item, (room,)), "link", SURE)
    return found


def number_pairs(goods: Iterable[Billing], pools: Sequence[Pool], known: Known) -> dict[int, Pair]:
    """By item number or memory. Where several lines of orders have the same one, that with the nearest price and with room."""
    found: dict[int, Pair] = {}
    open_ = {place: Fraction(pool.left) for place, pool in enumerate(pools)}
    choices = sorted(_choices(goods, pools, known))
    for full in (False, True):
        for choice in choices:
            if choice.line not in found and (full or open_[choice.pool] > 0):
                found[choice.line] = Pair(pools[choice.pool], choice.how.name.lower(), SURE)
                open_[choice.pool] -= choice.quantity
    return found


def name_pairs(goods: Sequence[Billing], pools: Sequence[Pool], used: Iterable[Pair], known: Known) -> dict[int, Pair]:
    """By the name, of lines that nothing stronger has paired."""
    by_number = any(pair.how == "sku" for pair in used)
    full = {id(room) for pair in used for room in pair.pool.rooms}
    taken = {place for place, pool in enumerate(pools) if any(id(room) in full for room in pool.rooms)}
    made: dict[int, NamePair] = pair_by_names(goods, pools, taken, known, by_number=by_number)
    return {line: Pair(pools[pair.pool], "name", pair.score) for line, pair in made.items()}


@dataclass(frozen=True, slots=True, order=True)
class _Choice:
    """The better first: what can be compared, the nearer price, the same unit, then what the quantity still fits in."""

    how: How
    unclear: bool
    distance: Fraction
    converted: bool
    misfit: Fraction
    line: int
    pool: int
    quantity: Fraction


def _choices(goods: Iterable[Billing], pools: Sequence[Pool], known: Known) -> list[_Choice]:
    numbers = ItemNumbers(pools)
    found: list[_Choice] = []
    for each in goods:
        how, places = numbers.find(each.line) or (How.SKU, [])
        for place in places:
            one = factor(each.line, pools[place].first.line, known.conversions)
            quantity = Fraction(0) if one is None or each.quantity is None else each.quantity * one
            distance = price_distance(each, pools[place].price, one)
            misfit = max(Fraction(0), quantity - Fraction(pools[place].left))
            found.append(_Choice(how, one is None, distance, one != 1, misfit, each.line.id, place, quantity))
    return found
