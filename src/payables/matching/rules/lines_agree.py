"""Whether the lines of an invoice are those of an order: the question that is put to several orders of which at most one is
the right one. Item numbers and equal names answer it for nearly all; only what is left is compared letter by letter, and
that within a bound for the whole invoice."""

from collections.abc import Sequence
from fractions import Fraction

from payables.matching.model import Billed, Known, Ordered
from payables.matching.rules.billing import Billing, billing
from payables.matching.rules.charge_words import charge_of
from payables.matching.rules.item_numbers import ItemNumbers
from payables.matching.rules.keys import key_of
from payables.matching.rules.pair import SURE, Pair, name_pairs
from payables.matching.rules.pools import Pool, pools_of
from payables.matching.rules.rooms import rooms_of

MOST_LINES = 200
MOST_NAMES = 50_000  # pairs of names that are compared letter by letter for one invoice


class LinesAgree:
    """Asked for one invoice. `names` counts the pairs of names that were compared letter by letter."""

    def __init__(self, billed: Billed) -> None:
        self._goods = _goods(billed)
        self.names = 0

    def with_(self, order: Ordered) -> bool:
        """Whether every line with goods is one of the order's, at about its price. What would take too long does not agree."""
        if not self._goods or len(self._goods) > MOST_LINES:
            return False
        pools = pools_of(list(rooms_of([order])))
        paired = _by_keys(self._goods, pools)
        left = [each for each in self._goods if each.line.id not in paired]
        if left and self._is_affordable(len(left) * len(pools)):
            paired |= name_pairs(left, pools, paired.values(), Known())
        return len(paired) == len(self._goods) and all(_about(each, paired[each.line.id].pool) for each in self._goods)

    def _is_affordable(self, names: int) -> bool:
        if self.names + names > MOST_NAMES:
            return False
        self.names += names
        return True


def _goods(billed: Billed) -> list[Billing]:
    each = [billing(line, billed.currency) for line in billed.lines]
    return [
        one
        for one in each
        if not (one.bills_nothing or one.gives_back) and charge_of(one.line.name, one.line.description) is None
    ]


def _by_keys(goods: Sequence[Billing], pools: Sequence[Pool]) -> dict[int, Pair]:
    """By item number, by what the vendor was seen to call it, by an equal name; of several prices one that is about right."""
    numbers, named = ItemNumbers(pools), _by_name(pools)
    found: dict[int, Pair] = {}
    for each in goods:
        how, places = numbers.find(each.line) or (None, named.get(key_of(None, each.line.name) or "", []))
        if how is None and each.line.sku:
            places = [place for place in places if not pools[place].first.line.sku]  # another number is another item
        if places:
            best = next((place for place in places if _about(each, pools[place])), places[0])
            found[each.line.id] = Pair(pools[best], how.name.lower() if how else "name", SURE)
    return found


def _by_name(pools: Sequence[Pool]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, pool in enumerate(pools):
        if key := key_of(None, pool.first.line.name):
            found.setdefault(key, []).append(place)
    return found


def _about(each: Billing, pool: Pool) -> bool:
    """In another unit the price says nothing."""
    if each.amount is None or not each.quantity or not pool.price:
        return True
    ratio = each.amount / each.quantity / Fraction(pool.price)
    return Fraction(1, 2) <= ratio <= 2 or ratio > 3 or ratio < Fraction(1, 3)
