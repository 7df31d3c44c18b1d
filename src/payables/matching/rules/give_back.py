"""Lines that give back what other lines of the same invoice bill."""

from collections.abc import Sequence

from payables.matching.model import Known
from payables.matching.rules.billing import Billing
from payables.matching.rules.claims import Claim
from payables.matching.rules.measures import factor


def give_back(returned: Billing, claims: Sequence[Claim], known: Known) -> None:
    """Takes it off what is billed of the same lines of orders, in the order of the lines, where it gives at least the billed
    price back: a return for less money must not hide what was billed for more."""
    if not returned.quantity or not returned.amount:
        return
    rest, price = abs(returned.quantity), abs(returned.amount / returned.quantity)
    for claim in claims:
        one = factor(returned.line, claim.pool.first.line, known.conversions)
        if one is None or claim.amount is None or claim.price is None or price / one < claim.price:
            continue
        part = min(rest * one, claim.exact)
        claim.exact -= part
        claim.amount -= part * price / one
        rest -= part / one
