"""From the confidence of sums that were decided together to the share that was right at it: learned out of fold.

What closes makes sums surer by a rule; how sure they truly are then, papers with truth say (training/settle.py).
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import exp, log

import msgspec

from payables.extraction.ranking.thresholds import ALONE

EDGE = 0.005  # nothing is surer, or less sure, than this before it is put on the curve


class Curve(msgspec.Struct, frozen=True):
    """Probability = logistic(offset + slope · log-odds of the confidence), at most `ceiling`."""

    offset: float
    slope: float
    ceiling: float

    def at(self, confidence: float) -> float:
        return min(1 / (1 + exp(-self.offset - self.slope * log_odds(confidence))), self.ceiling)


class Curves(msgspec.Struct):
    """models/settled.json: a curve per field (curve_name), and on how many papers and when it was learned."""

    made_on: str
    papers: dict[str, int]
    fields: dict[str, Curve]


_instead: list[Mapping[str, Curve]] = []


def settled(field_name: str, confidence: float, *, has_lines: bool = True) -> float:
    """As it is for a field without a curve."""
    known = _instead[-1] if _instead else shipped_curves()
    curve = known.get(curve_name(field_name, has_lines=has_lines)) or known.get(field_name)
    return round(curve.at(confidence), 3) if curve else confidence


def curve_name(field_name: str, *, has_lines: bool) -> str:
    """A total of a paper on which no lines were read is less often right than one of the same confidence beside lines."""
    return ALONE if field_name == "total_amount" and not has_lines else field_name


def use_curves(curves: Mapping[str, Curve] | None) -> None:
    """From now on in place of those that come with the program; None for these again."""
    _instead.clear()
    if curves is not None:
        _instead.append(curves)


@cache
def shipped_curves() -> Mapping[str, Curve]:
    file = files("payables.extraction.ranking") / "models" / "settled.json"
    return msgspec.json.decode(file.read_bytes(), type=Curves).fields if file.is_file() else {}


def log_odds(confidence: float) -> float:
    within = min(max(confidence, EDGE), 1 - EDGE)
    return log(within / (1 - within))
