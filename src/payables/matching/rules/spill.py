"""A line that is more than one line of an order, of an item that was ordered in several."""

from collections.abc import Sequence
from fractions import Fraction

from payables.matching.rules.claims import Claim
from payables.matching.rules.pools import Pool


def spill(claim: Claim, pools: Sequence[Pool]) -> None:
    """Takes what does not fit from lines of the same item that were ordered at a higher price than is billed: the nearest price
    first. What is tolerated counts for nothing here, so that a wider tolerance never takes from another line. What somebody
    has linked is for that line alone."""
    if claim.excess <= 0 or claim.price is None or claim.pair.how == "link":
        return
    for pool in sorted(_dearer(claim, claim.price, pools), key=lambda pool: pool.price):
        claim.fit(pool.rooms)


def _dearer(claim: Claim, price: Fraction, pools: Sequence[Pool]) -> list[Pool]:
    return [
        pool
        for pool in pools
        if pool.rooms != claim.pool.rooms
        and pool.item is not None
        and pool.item == claim.pool.item
        and pool.first.line.uom == claim.pool.first.line.uom
        and price <= Fraction(pool.price)
    ]
