"""Match an invoice of a company that has no orders."""

from payables.matching.model import Asked, Found, Match, Matched, Outcome
from payables.matching.queries.orders import named_keys


def match_nothing(asked: Asked) -> Matched:
    """There is nothing to compare it with; but it is written down with the numbers that it names (actions/keep_match.py), so
    that the first order finds it."""
    return Matched(Found(Match(Outcome.NO_ORDER), named=tuple(named_keys(asked))), of_none=True)
