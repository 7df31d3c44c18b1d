"""By how much sums of one paper may miss each other, and whether its lines lead to one of them: for whoever asks."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

CENT = Decimal("0.02")  # two sums, each rounded
EACH_LINE = Decimal("0.005")  # what a line may have lost to rounding


def slack_of(lines: int) -> Decimal:
    return max(CENT, EACH_LINE * lines)


def lines_lead_to(sums: Iterable[Decimal], amounts: Sequence[Decimal], adjusted: Decimal) -> bool:
    """`adjusted` is what charges add, less allowances. A credit memo may print its lines with a minus and its sums without, or
    the other way."""
    reached = abs(sum(amounts, Decimal(0)) + adjusted)
    return any(abs(reached - abs(one)) <= slack_of(len(amounts)) for one in sums)
