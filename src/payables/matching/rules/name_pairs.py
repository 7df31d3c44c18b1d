"""Pairs by name: all at once, so that the total is the best, and none that another choice is nearly as good as."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from rapidfuzz import fuzz, process

from payables.matching.model import Known
from payables.matching.rules.assign import assign
from payables.matching.rules.billing import Billing
from payables.matching.rules.charge_words import charge_of
from payables.matching.rules.evidence import evidence
from payables.matching.rules.keys import key_of
from payables.matching.rules.likeness import likeness
from payables.matching.rules.measures import factor
from payables.matching.rules.pools import Pool

MAKE = 7800  # of 10,000: below it no pair is made
SPLIT = 8500  # at least so much for a further line of what another line bills
MARGIN = 400  # how much better than any other choice
_OTHER_SKU, _OTHER_SKU_OF_ONE_KIND = 0.10, 0.50
_SAME_CHARGE = 0.9
_ROUGHLY, _NEAREST = 45, 8
_HOPELESS = 0.5  # no evidence makes such names a pair
_ITS_NAME, _AGAINST_ITS_NAME = 0.95, -0.10  # what is called the same is dearer rather than another thing
_READ = 120  # characters of a name that tell

Scores = Mapping[int, Mapping[int, int]]  # line -> pool -> score, by their places


@dataclass(frozen=True, slots=True)
class NamePair:
    pool: int
    score: Decimal


def pair_by_names(
    goods: Sequence[Billing], pools: Sequence[Pool], taken: Collection[int], known: Known, *, by_number: bool
) -> dict[int, NamePair]:
    """Line -> place of its pool. `taken` pools are billed by other lines already; `by_number` says that the vendor writes
    the order's item numbers, so that another number is another item."""
    scores = _scores(goods, pools, known, by_number)
    free = {
        one: {pool: score for pool, score in own.items() if score >= MAKE and pool not in taken}
        for one, own in scores.items()
    }
    chosen = assign({(one, pool): score for one, own in free.items() for pool, score in own.items()})
    of_pool = {place: line for line, place in chosen.items()}
    sure = {one: pool for one, pool in chosen.items() if _is_sure(one, pool, of_pool, free, pools)}
    for one in range(len(goods)):
        if one not in chosen and (pool := _split_of(one, scores, pools)) is not None:
            sure[one] = pool
    return {goods[one].line.id: NamePair(pool, _shown(scores[one][pool])) for one, pool in sure.items()}


def _scores(goods: Sequence[Billing], pools: Sequence[Pool], known: Known, by_number: bool) -> Scores:
    found: dict[int, dict[int, int]] = {}
    for one, other in _near(goods, pools):
        score = _score(goods[one], pools[other], known, by_number)
        found.setdefault(one, {})[other] = round(10_000 * max(0.0, score))
    return found


def _near(goods: Sequence[Billing], pools: Sequence[Pool]) -> list[tuple[int, int]]:
    """Pairs that are worth a closer look: a rough comparison of all, and of each line the nearest ones."""
    if not goods or not pools:
        return []
    theirs = [pool.first.line.name[:_READ].upper() for pool in pools]
    ours = [" ".join(_texts(each)).upper() for each in goods]
    rough = process.cdist(ours, theirs, scorer=fuzz.token_set_ratio)
    nearest = np.argsort(-rough, axis=1, kind="stable")[:, :_NEAREST]
    return [
        (one, int(other))
        for one in range(len(goods))
        for other in nearest[one]
        if rough[one, other] >= _ROUGHLY or _same_charge(goods[one], pools[int(other)])
    ]


def _texts(billed: Billing) -> list[str]:
    """What may be its name: many papers say it in the second column."""
    texts = (billed.line.name, billed.line.description)
    return list(dict.fromkeys(text[:_READ] for text in texts if text)) or [""]


def _score(billed: Billing, pool: Pool, known: Known, by_number: bool) -> float:
    room = pool.first
    score = max(likeness(text, room.line.name) for text in _texts(billed))
    if _same_charge(billed, pool):
        score = max(score, _SAME_CHARGE)
    if score < _HOPELESS:
        return score
    lowest = _AGAINST_ITS_NAME if score >= _ITS_NAME else -1
    skus = key_of(billed.line.sku, None), key_of(room.line.sku, None)
    if None not in skus and skus[0] != skus[1]:
        score -= _OTHER_SKU_OF_ONE_KIND if by_number else _OTHER_SKU
    one = factor(billed.line, room.line, known.conversions)
    ordered = sum((each.line.quantity for each in pool.rooms), Decimal(0))
    return score + max(evidence(billed, pool.price, ordered, pool.left, one), lowest)


def _same_charge(billed: Billing, pool: Pool) -> bool:
    charge = charge_of(billed.line.name, billed.line.description)
    return charge is not None and charge is charge_of(pool.first.line.name, None)


def _is_sure(one: int, pool: int, of_pool: Mapping[int, int], scores: Scores, pools: Sequence[Pool]) -> bool:
    """Whether every other choice for this line would make the total clearly worse, or means the same item."""
    own = scores[one][pool]
    for other, score in scores[one].items():
        if other == pool or _same_item(pools[other], pools[pool]):
            continue
        loss = own - score
        if other in of_pool:
            theirs = scores[of_pool[other]]
            loss += theirs[other] - theirs.get(pool, -10_000)
        if loss < MARGIN:
            return False
    return True


def _split_of(one: int, scores: Scores, pools: Sequence[Pool]) -> int | None:
    """What a further line bills again, where there is no doubt."""
    own = sorted(((-score, pool) for pool, score in scores.get(one, {}).items() if score >= SPLIT))
    if not own:
        return None
    best, place = own[0]
    others = [score for score, pool in own[1:] if not _same_item(pools[pool], pools[place])]
    return place if not others or others[0] - best >= MARGIN else None


def _same_item(one: Pool, other: Pool) -> bool:
    return one.item is not None and one.item == other.item


def _shown(score: int) -> Decimal:
    return min(Decimal(score).scaleb(-4), Decimal(1))
