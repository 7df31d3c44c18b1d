"""From which confidence on values are right often enough: the rule, and the thresholds that come with the program."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

import msgspec

FLOOR = 0.8  # no threshold is lower: one that is wrong once in five goes to a person, however good the others are
NOTHING_PASSES = 1.0  # surer than any reading of a page
LEAST_PAPERS = 30  # fewer prove nothing
PRECISION = 0.98  # share of right values that is wanted where nobody says otherwise
TARGETS = (0.95, PRECISION, 0.99, 0.995)  # shares of right values for which thresholds are shipped
ALONE = "total_amount_alone"  # of a total to which no lines lead


class Shipped(msgspec.Struct):
    """models/thresholds.json: field -> target as text -> threshold, and how they were found."""

    made_on: str
    made_by: str
    record: dict[str, Any]
    fields: dict[str, dict[str, float]]


def shipped_thresholds(target: float) -> Mapping[str, float]:
    """Of the fields that the gate looks at, for the least of TARGETS that is as high."""
    known = next((one for one in TARGETS if one >= target), None)
    if known is None:
        return dict.fromkeys(shipped().fields, NOTHING_PASSES)
    return {name: of_one[str(known)] for name, of_one in shipped().fields.items()}


@cache
def shipped() -> Shipped:
    file = files("payables.extraction.ranking") / "models" / "thresholds.json"
    return msgspec.json.decode(file.read_bytes(), type=Shipped)


def lowest(
    said: Iterable[tuple[float, bool]], target: float, *, floor: float = FLOOR, least: int = LEAST_PAPERS
) -> float:
    """The lowest threshold with a share of `target` right among (confidence, right) at or above it. FLOOR where all that
    is surer keeps the target, NOTHING_PASSES where no threshold does or fewer than `least` answers are as sure."""
    found, seen, hits = NOTHING_PASSES, 0, 0
    kept = sorted((one for one in said if one[0] >= floor), reverse=True)
    for confidence, equals in groupby(kept, key=lambda one: one[0]):
        batch = [right for _, right in equals]
        seen, hits = seen + len(batch), hits + sum(batch)
        if seen >= least and hits / seen >= target:
            found = floor if seen == len(kept) else confidence
    return found
