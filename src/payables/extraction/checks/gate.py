"""The question of the gate, over confidences: is every field as sure as its threshold asks, and does the arithmetic not
contradict? Asked of readings as they come, and of papers with truth when thresholds are found."""

from collections.abc import Iterable, Mapping

from payables.extraction.checks.arithmetic import Arithmetic
from payables.extraction.model import FieldVerdict
from payables.extraction.ranking.thresholds import ALONE

READ = ("number", "invoice_date", "total_amount")
VENDOR = "vendor"
ASKED = (*READ, VENDOR)


def threshold_of(name: str, closing: Arithmetic) -> str:
    """Which threshold the field meets: a total to which no lines lead has one of its own."""
    return ALONE if name == "total_amount" and closing is not Arithmetic.CLOSES else name


def verdict(
    name: str, confidence: float | None, closing: Arithmetic, thresholds: Mapping[str, float], *, sure: bool = False
) -> FieldVerdict:
    """Nothing passes that was not read; `sure` is what is read without a doubt."""
    limit = thresholds[threshold_of(name, closing)]
    return FieldVerdict(confidence, limit, confidence is not None and (sure or confidence >= limit))


def passes(verdicts: Iterable[FieldVerdict], closing: Arithmetic) -> bool:
    return closing is not Arithmetic.OPEN and all(one.passed for one in verdicts)
