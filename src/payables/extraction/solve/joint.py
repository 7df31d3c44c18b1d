"""Total, net and tax together: the most probable of all assignments, and how sure it makes each value."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations, product

from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.slack import CENT
from payables.extraction.solve.model import Readings, Scored, Sums
from payables.extraction.solve.words import kind_of

UNLABELLED = 0.02  # chance of an amount without a label that closes a labelled total with its tax or net
ADDED_UP = 0.03  # of a tax that is printed by rate alone
# How much likelier an assignment becomes by what its sums do. Amounts close by chance about once in thirty papers.
CLOSES, AT_A_RATE, TRIVIAL, OPEN, LINES = 30.0, 1.3, 2.0, 0.15, 3.0
HIGH_TAX, MOST_TAX = 0.002, Decimal("0.4")  # no tax on sales is two fifths of the net
_RATES = tuple(
    map(Decimal, ("0.05", "0.055", "0.06", "0.07", "0.081", "0.09", "0.1", "0.19", "0.2", "0.21", "0.22", "0.25"))
)
AFTER_ROUNDING = 2.0
INCLUDED = 0.01  # of a net that is the total itself beside a tax: the tax is within both, and the net is not printed
WITHIN = 4.0  # of a tax that a total includes at a usual rate, where no net is printed
NEARLY = 0.15  # of what closing proves where a cent or two is missing
SPOKEN = 0.15  # chance from which a total is taken, however doubtful
LIKELY = 0.5  # chance from which a reading counts when totals are compared in size
RATE_SLACK = Decimal("0.0006")

Assignment = tuple[Scored, Scored, Scored]


def decide(readings: Readings, line_sums: frozenset[Decimal], of_items: frozenset[int] = frozenset()) -> Sums:
    """`line_sums` are what the tables of the paper come to, by each of their readings; `of_items` the places of their rows."""
    taxes = [s for s in readings.taxes if s.named or s.candidate is None or s.candidate.order not in of_items]
    assignments = list(product(readings.totals, readings.nets, taxes))
    assignments += [*_completed(readings, of_items), *_added_up(readings)]
    asked = [s for s in readings.totals if s.candidate and s.chance >= LIKELY and kind_of(s.candidate) != "till"]
    likely = [abs(s.value) for s in asked if s.value is not None]
    largest = max(likely, default=Decimal(0))
    weights = [_weight(a, line_sums, largest, readings.roundings) for a in assignments]
    spoken = any(s.candidate and s.chance >= SPOKEN for s in readings.totals)
    open_to = [i for i, a in enumerate(assignments) if a[0].candidate or not spoken]
    chosen = assignments[max(open_to, key=lambda i: weights[i])]
    whole = sum(weights)
    closing = closes(chosen[0].value, chosen[1].value, chosen[2].value, readings.roundings)

    def sure(place: int) -> float:
        value = chosen[place].value
        together = sum(w for w, a in zip(weights, assignments, strict=True) if a[place].value == value)
        return _sure(chosen[place], together / whole, closing)

    return Sums(*chosen, (sure(0), sure(1), sure(2)), closing)


def closes(
    total: Decimal | None, net: Decimal | None, tax: Decimal | None, roundings: tuple[Decimal, ...] = ()
) -> bool | None:
    """A total may be rounded by what the paper prints; None where a part is missing."""
    if total is None or net is None or tax is None:
        return None
    return any(abs(net + tax + r - total) <= CENT for r in (Decimal(0), *roundings))


def _completed(readings: Readings, of_items: frozenset[int]) -> Iterator[Assignment]:
    """A labelled total with a labelled net or tax, and the third among the printed amounts without a label."""
    others = [c for c in reversed(readings.printed) if c.order not in of_items and kind_of(c) is None]
    by_value = {Decimal(c.value): c for c in others}

    def third(scored: Scored, part: Scored) -> Iterable[Candidate]:
        if scored.value is not None and part.value is not None and (found := by_value.get(scored.value - part.value)):
            yield found

    for total, part in product(readings.totals, readings.taxes):
        for found in third(total, part):
            yield total, Scored(UNLABELLED, found), part
    for total, part in product(readings.totals, readings.nets):
        for found in third(total, part):
            yield total, part, Scored(UNLABELLED, found)


def _added_up(readings: Readings) -> Iterator[Assignment]:
    """A labelled total with a labelled net, and the taxes by rate that add up to the difference."""
    taxes = [s.value for s in readings.taxes if s.value and s.named]
    sums = {sum(some, Decimal(0)) for n in (2, 3) for some in combinations(taxes, n) if len({t > 0 for t in some}) == 1}
    for total, net in product(readings.totals, readings.nets):
        if total.value is None or net.value is None:
            continue
        wanted = total.value - net.value
        if any(abs(s - wanted) <= CENT for s in sums):
            yield total, net, Scored(ADDED_UP, forced=wanted)


def _weight(
    assignment: Assignment, line_sums: frozenset[Decimal], largest: Decimal, roundings: tuple[Decimal, ...]
) -> float:
    total, net, tax = assignment
    weight = total.chance * net.chance * tax.chance
    closing = closes(total.value, net.value, tax.value, roundings)
    if closing is not None:
        weight *= _closing_weight(assignment, roundings) if closing else INCLUDED if total.value == net.value else OPEN
    elif total.value and tax.value and _is_within(total.value, tax.value):
        weight *= WITHIN
    whole = net.value if net.value is not None else total.value
    if whole is not None and tax.value is not None and abs(tax.value) > MOST_TAX * abs(whole):
        weight *= HIGH_TAX
    if any(s.value is not None and abs(s.value) in line_sums for s in (net, total)):
        weight *= LINES
    return weight * (_share(total.value, largest) if total.value is not None else 1.0)


def _is_within(total: Decimal, tax: Decimal) -> bool:
    """Whether the tax is that of a usual rate within a total that includes it."""
    return any(abs(total * rate / (1 + rate) - tax) <= CENT / 2 for rate in _RATES)


def _share(value: Decimal, largest: Decimal) -> float:
    """Among equals the larger total: a paper may print one for each rate or page."""
    return 0.1 + 0.9 * int(min(abs(value) / largest, Decimal(1)) * 1000) / 1000 if largest else 1.0


def _closing_weight(assignment: Assignment, roundings: tuple[Decimal, ...]) -> float:
    """Closing proves something only where no part is zero: a total plus nothing is itself. Of two totals the one after
    rounding is to be paid."""
    total, net, tax = (s.value for s in assignment)
    if total is None or net is None or tax is None:
        return TRIVIAL
    left = total - net - tax
    rounded = AFTER_ROUNDING if left else 1.0
    if left and left not in roundings:
        rounded = NEARLY
    if not (total and net and tax):
        return TRIVIAL * rounded
    at_a_rate = any(abs(tax / net - rate) <= RATE_SLACK for rate in _RATES)
    return CLOSES * (AT_A_RATE if at_a_rate else 1.0) * rounded


def _sure(scored: Scored, posterior: float, closing: bool | None) -> float:
    """Sums that close make no value less sure than its label alone."""
    if scored.value is None:
        return 0.0
    return max(posterior, scored.chance) if closing else posterior
