"""Which tables of a paper are its lines, and how each is read: what adds up to the sums comes first."""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations, product

from payables.extraction.lines.model import Table, TableReading
from payables.extraction.model import Line
from payables.extraction.slack import CENT, slack_of
from payables.extraction.solve.adjustments import Signed, leading

MOST = 512  # combinations that are tried
TABLES = 5
ADDS_UP, WITH_ADJUSTMENTS, ALONE = 3.0, 1.5, 0.5
EACH = 0.6  # what every table must be worth
LEAST_WORTH = 1.2  # of a table that neither multiplies nor adds up to anything


@dataclass(slots=True)
class Chosen:
    """The lines; `target` is the sum that they lead to, through the adjustments, if there is one."""

    items: list[Line] = field(default_factory=list[Line])
    target: Decimal | None = None
    adjustments: list[Signed] = field(default_factory=list[Signed])


def choose(tables: list[Table], targets: list[Decimal], subtotals: list[Decimal], signed: list[Signed]) -> Chosen:
    """`targets` in the order of trust: the sums that the lines of this paper may come to, `subtotals` without leading on."""
    kept = sorted(tables, key=lambda t: -max(_alone(r) for r in t.readings))[:TABLES]
    kept.sort(key=lambda t: t.first)
    options: list[list[TableReading | None]] = [[*t.readings, None] for t in kept]
    sums = {id(r): r.sum for t in kept for r in t.readings}
    best, value = Chosen(), 0.0
    for number, some in enumerate(product(*options)):
        if number > MOST:
            break
        readings = [r for r in some if r is not None]
        if not readings or _overlap(readings):
            continue
        chosen = _leading(readings, [sums[id(r)] for r in readings], targets, subtotals, signed)
        worth = _worth(readings, chosen)
        if worth > value:
            best, value = chosen, worth
    return best


def _overlap(readings: list[TableReading]) -> bool:
    return any(not a.rows.isdisjoint(b.rows) for a, b in combinations(readings, 2))


def _leading(
    readings: list[TableReading],
    sums: list[Decimal | None],
    targets: list[Decimal],
    subtotals: list[Decimal],
    signed: list[Signed],
) -> Chosen:
    items = [item for r in readings for item in r.items]
    if not targets or any(s is None for s in sums):
        return Chosen(items)
    whole = sum((s for s in sums if s is not None), Decimal(0))
    for slack in (Decimal(0), slack_of(len(items))):
        if found := _reached(whole, targets, signed, slack):
            return Chosen(items, *found)
    return Chosen(items, next((t for t in subtotals if abs(whole - t) <= CENT), None))


def _reached(
    whole: Decimal, targets: list[Decimal], signed: list[Signed], slack: Decimal
) -> tuple[Decimal, list[Signed]] | None:
    """The first target that the lines come to, as they are or through adjustments."""
    for sign in (1, -1):  # a credit memo may print its lines with a minus and its sums without, or the other way
        for target in targets:
            if abs(sign * whole - target) <= slack:
                return target, []
    for target in targets:
        if abs(target - whole) < abs(whole) and (found := leading(target - whole, signed, slack)):
            return target, found
    return None


def _worth(readings: list[TableReading], chosen: Chosen) -> float:
    """Adding up counts most, then rows that multiply, then the header; a table more must be worth it."""
    several = len(chosen.items) > 1 or any(r.closed for r in readings)
    if chosen.target is None:
        adds_up = 0.0
    elif not several:
        adds_up = ALONE
    else:
        adds_up = WITH_ADJUSTMENTS if chosen.adjustments else ADDS_UP
    return adds_up + sum(_alone(r) for r in readings) - EACH * len(readings)


def _alone(reading: TableReading) -> float:
    """What a table is worth by itself: below zero where nothing says that it holds lines."""
    return 0.3 * min(reading.closed, 5) + 0.25 * (reading.worth - LEAST_WORTH)
