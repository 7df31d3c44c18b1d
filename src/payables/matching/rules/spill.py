"""A line that is more than one line of an order, of an item that was ordered in several."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import islice

from payables.matching.rules.claims import Claim
from payables.matching.rules.pools import Pool

MOST = 50  # lines of one item at other prices that are tried


def by_item(pools: Sequence[Pool]) -> dict[str, list[Pool]]:
    """Those of which a line may take from another, the cheapest first."""
    found: dict[str, list[Pool]] = {}
    for pool in sorted(pools, key=lambda pool: pool.price):
        if pool.item is not None:
            found.setdefault(pool.item, []).append(pool)
    return {item: several for item, several in found.items() if len(several) > 1}


def spill(claim: Claim, pools: Mapping[str, Sequence[Pool]]) -> None:
    """Takes what does not fit from lines of the same item that were ordered at a higher price than is billed: the nearest price
    first. What is tolerated counts for nothing here, so that a wider tolerance never takes from another line. What somebody
    has linked is for that line alone."""
    price, others = claim.price, pools.get(claim.pool.item or "", ())
    if price is None or claim.pair.how == "link":
        return
    for pool in islice((pool for pool in others if _is_dearer(pool, claim, price)), MOST):
        if claim.excess <= 0:
            return
        claim.fit(pool.rooms)


def _is_dearer(pool: Pool, claim: Claim, price: Fraction) -> bool:
    mine = pool.rooms == claim.pool.rooms
    return not mine and pool.first.line.uom == claim.pool.first.line.uom and price <= Fraction(pool.price)
