"""Services that are billed by amount: progress of what was ordered as one. Only in two-way matching, where the money is all
that can be compared."""

from decimal import Decimal
from fractions import Fraction

from payables.matching.rules.billing import Billing
from payables.matching.rules.pools import Pool

CLEARLY_LESS = Fraction(9, 10)


def instalment(billed: Billing, pool: Pool) -> Fraction | None:
    """The part of what was ordered that an amount pays for, in the unit of the order's line; None where there is a quantity
    to compare. Of what was ordered as one, less than nine tenths of its price is a part, and so is anything once a part of it
    was billed."""
    price = Fraction(pool.price)
    if price <= 0 or billed.amount is None or not _two_way(pool):
        return None
    if billed.quantity is None:
        return None if is_whole(billed, pool) else billed.amount / price
    if billed.quantity != 1 or _ordered(pool) != 1:
        return None
    is_part = 0 < pool.taken < 1 or billed.amount < CLEARLY_LESS * price
    return billed.amount / price if is_part else None


def is_whole(billed: Billing, pool: Pool) -> bool:
    """An amount without a quantity for more than the price of the one that was ordered, while nothing was billed: it is
    that one, at another price."""
    alone = billed.quantity is None and _two_way(pool) and _ordered(pool) == 1 and pool.taken == 0
    return alone and billed.amount is not None and billed.amount > Fraction(pool.price)


def _two_way(pool: Pool) -> bool:
    return all(room.two_way for room in pool.rooms)


def _ordered(pool: Pool) -> Decimal:
    return sum((room.line.quantity for room in pool.rooms), Decimal(0))
