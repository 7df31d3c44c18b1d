"""A line that is more than one line of an order, of an item that was ordered in several."""

from collections.abc import Sequence
from fractions import Fraction

from payables.matching.rules.claims import Claim
from payables.matching.rules.pools import Pool
from payables.matching.rules.tolerance import price_limit


def spill(claim: Claim, pools: Sequence[Pool]) -> None:
    """Takes what does not fit from lines of the same item that were ordered at another price, as far as the billed price is
    tolerated there too: the nearest price first. What somebody has linked is for that line alone."""
    if claim.excess <= 0 or claim.price is None or claim.pair.how == "link":
        return
    for pool in sorted(_others(claim, pools), key=lambda pool: abs(Fraction(pool.price) - (claim.price or 0))):
        claim.fit(pool.rooms)


def _others(claim: Claim, pools: Sequence[Pool]) -> list[Pool]:
    return [
        pool
        for pool in pools
        if pool.rooms != claim.pool.rooms
        and pool.item is not None
        and pool.item == claim.pool.item
        and pool.first.line.uom == claim.pool.first.line.uom
        and _tolerates(pool, claim)
    ]


def _tolerates(pool: Pool, claim: Claim) -> bool:
    return claim.price is not None and claim.price <= Fraction(pool.price + price_limit(claim.tolerance, pool.price))
