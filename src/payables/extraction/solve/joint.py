"""Total, net and tax together: the most probable of all assignments, and how sure it makes each value."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations, product

from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.solve.model import CENT, Readings, Scored, Sums
from payables.extraction.solve.words import kind_of

UNLABELLED = 0.02  # chance of an amount without a label that closes a labelled total with its tax or net
ADDED_UP = 0.03  # of a tax that is printed by rate alone
# How much likelier an assignment becomes by what its sums do. Amounts close by chance about once in thirty papers.
CLOSES, AT_A_RATE, TRIVIAL, OPEN, LINES = 30.0, 1.3, 2.0, 0.15, 3.0
HIGH_TAX, MOST_TAX = 0.02, Decimal("0.4")  # no tax on sales is two fifths of the net
_RATES = tuple(
    map(Decimal, ("0.05", "0.055", "0.06", "0.07", "0.081", "0.09", "0.1", "0.19", "0.2", "0.21", "0.22", "0.25"))
)
LIKELY = 0.5  # chance from which a reading counts when totals are compared in size
PART = 0.25  # chance from which a reading counts as the tax of one rate
RATE_SLACK = Decimal("0.0006")

Assignment = tuple[Scored, Scored, Scored]


def decide(readings: Readings, line_sums: frozenset[Decimal]) -> Sums:
    """`line_sums` are what the tables of the paper come to, by each of their readings."""
    assignments = list(product(readings.totals, readings.nets, readings.taxes))
    assignments += [*_completed(readings), *_added_up(readings)]
    likely = [abs(s.value) for s in readings.totals if s.value is not None and s.chance >= LIKELY]
    largest = max(likely, default=Decimal(0))
    weights = [_weight(a, line_sums, largest) for a in assignments]
    best = max(range(len(assignments)), key=lambda i: weights[i])
    chosen = assignments[best]
    whole = sum(weights)
    sure = tuple(
        _sure(
            scored,
            sum(w for w, a in zip(weights, assignments, strict=True) if a[i].value == scored.value) / whole,
            chosen,
        )
        for i, scored in enumerate(chosen)
    )
    return Sums(*chosen, (sure[0], sure[1], sure[2]), closes(*(s.value for s in chosen)))


def closes(total: Decimal | None, net: Decimal | None, tax: Decimal | None) -> bool | None:
    if total is None or net is None or tax is None:
        return None
    return abs(net + tax - total) <= CENT


def _completed(readings: Readings) -> Iterator[Assignment]:
    """A labelled total with a labelled net or tax, and the third among the printed amounts without a label."""
    by_value = {Decimal(c.value): c for c in reversed(readings.printed) if kind_of(c) is None}

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
    taxes = [s.value for s in readings.taxes if s.value and s.chance >= PART]
    sums = {sum(some, Decimal(0)) for n in (2, 3) for some in combinations(taxes, n) if len({t > 0 for t in some}) == 1}
    for total, net in product(readings.totals, readings.nets):
        if total.value is None or net.value is None:
            continue
        wanted = total.value - net.value
        if any(abs(s - wanted) <= CENT for s in sums):
            yield total, net, Scored(ADDED_UP, forced=wanted)


def _weight(assignment: Assignment, line_sums: frozenset[Decimal], largest: Decimal) -> float:
    total, net, tax = assignment
    weight = total.chance * net.chance * tax.chance
    closing = closes(total.value, net.value, tax.value)
    if closing is not None:
        weight *= _closing_weight(assignment) if closing else OPEN
    if net.value is not None and tax.value is not None and abs(tax.value) > MOST_TAX * abs(net.value):
        weight *= HIGH_TAX
    if any(s.value is not None and abs(s.value) in line_sums for s in (net, total)):
        weight *= LINES
    return weight * (_share(total.value, largest) if total.value is not None else 1.0)


def _share(value: Decimal, largest: Decimal) -> float:
    """Among equals the larger total: a paper may print one for each rate or page."""
    return 0.1 + 0.9 * int(min(abs(value) / largest, Decimal(1)) * 1000) / 1000 if largest else 1.0


def _closing_weight(assignment: Assignment) -> float:
    """Closing proves something only where no part is zero: a total plus nothing is itself."""
    total, net, tax = (s.value for s in assignment)
    if not (total and net and tax):
        return TRIVIAL
    at_a_rate = any(abs(tax / net - rate) <= RATE_SLACK for rate in _RATES)
    return CLOSES * (AT_A_RATE if at_a_rate else 1.0)


def _sure(scored: Scored, posterior: float, chosen: Assignment) -> float:
    """Sums that close make no value less sure than its label alone."""
    if scored.value is None:
        return 0.0
    closing = closes(*(s.value for s in chosen))
    return max(posterior, scored.chance) if closing else posterior
