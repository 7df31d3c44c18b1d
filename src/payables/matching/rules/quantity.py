"""Quantities against what was ordered, received, and left by other invoices."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from payables.matching.model import Aspect, Finding, Outcome
from payables.matching.rules.claims import ZERO, Claim
from payables.matching.rules.money import money
from payables.matching.rules.tolerance import quantity_limit


@dataclass(frozen=True, slots=True)
class Verdict:
    """Over all lines of an invoice that bill the same: what it means where one of them bills more than fits."""

    outcome: Outcome
    limit: Decimal


def verdict(group: Sequence[Claim], left: Decimal) -> Verdict:
    """`left` is what might have been billed of it before they took anything; all lines have taken what fits.

    Within tolerance only while something is left: the last of an order may come a little heavier, but once all of it is
    billed nothing more is, however often it is tried.
    """
    pool = group[0].pool
    limit = quantity_limit(group[0].tolerance, pool.whole)
    excess = sum((each.excess for each in group), ZERO)
    if excess <= 0:
        return Verdict(Outcome.MATCHED, limit)
    if left > 0 and excess <= limit:
        return Verdict(Outcome.WITHIN_TOLERANCE, limit)
    if pool.waits_for_goods:
        return Verdict(Outcome.NOT_RECEIVED, limit)
    others = pool.taken > 0 and pool.own + excess <= pool.whole
    return Verdict(Outcome.OVER_BILLED if others else Outcome.QUANTITY_VARIANCE, limit)


def of_quantity(claim: Claim, found: Verdict, currency: str) -> Finding:
    """Of a line; those that fit match, whatever the others do. The money is at the ordered price, or at the billed one where
    that is lower: what the price adds is found of the price."""
    excess = claim.excess
    outcome = found.outcome if excess > 0 else Outcome.MATCHED
    price = Fraction(claim.pool.price) if claim.price is None else min(Fraction(claim.pool.price), claim.price)
    return Finding(
        outcome,
        claim.quantity,
        claim.quantity - excess,
        claim.quantity - excess + found.limit,
        money(Fraction(excess) * price, currency),
        aspect=Aspect.QUANTITY,
    )
