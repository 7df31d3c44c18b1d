"""Of several outcomes the one that is shown."""

from collections.abc import Iterable

from payables.matching.model import Outcome

_RANK = {outcome: rank for rank, outcome in enumerate(Outcome)}


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """In the order of the enumeration. Lines that are for no order say nothing of the others."""
    each = list(outcomes)
    told = [outcome for outcome in each if outcome is not Outcome.NO_ORDER]
    return max(told or each, key=_RANK.__getitem__, default=Outcome.MATCHED)
