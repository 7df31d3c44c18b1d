"""Prices against what was ordered."""

from fractions import Fraction

from payables.matching.model import Aspect, Finding, Outcome
from payables.matching.rules.claims import Claim
from payables.matching.rules.money import half_unit, money, unit_price
from payables.matching.rules.tolerance import price_limit


def of_price(claim: Claim, currency: str) -> Finding | None:
    """Per unit of the order's line. What does not come to more than half of the currency's smallest unit for the whole line
    cannot be paid, and is no difference. None where there is no price to compare."""
    if claim.price is None or claim.amount is None:
        return None
    expected = claim.due / claim.exact
    limit = Fraction(price_limit(claim.tolerance, unit_price(expected)))
    over = claim.amount - claim.due
    return Finding(
        _outcome(over, limit * claim.exact, Fraction(half_unit(currency))),
        unit_price(claim.price),
        unit_price(expected),
        unit_price(expected + limit),
        money(max(over, Fraction(0)), currency),
        aspect=Aspect.PRICE,
    )


def _outcome(over: Fraction, tolerated: Fraction, half: Fraction) -> Outcome:
    """In money of the whole line. A lower price is shown and never held."""
    if abs(over) <= half:
        return Outcome.MATCHED
    return Outcome.WITHIN_TOLERANCE if over <= tolerated + half else Outcome.PRICE_VARIANCE
