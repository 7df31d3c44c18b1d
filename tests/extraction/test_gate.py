"""The gate's question, as papers with truth and papers that come are asked it."""

import pytest

from payables.extraction.checks.arithmetic import Arithmetic
from payables.extraction.checks.gate import ASKED, passes, threshold_of, verdict
from payables.extraction.model import FieldVerdict
from payables.extraction.ranking.wilson import wilson

THRESHOLDS = {"number": 0.9, "total_amount": 0.8, "total_amount_alone": 0.95}


def test_only_a_total_to_which_no_lines_lead_meets_another_threshold() -> None:
    for closing in Arithmetic:
        alone = "total_amount" if closing is Arithmetic.CLOSES else "total_amount_alone"
        assert [threshold_of(name, closing) for name in ASKED] == ["number", "invoice_date", alone, "vendor"]


def test_a_field_passes_at_its_threshold_and_what_was_not_read_never_does() -> None:
    assert verdict("number", 0.9, Arithmetic.CLOSES, THRESHOLDS) == FieldVerdict(0.9, 0.9, passed=True)
    assert verdict("total_amount", 0.94, Arithmetic.SUMS_CLOSE, THRESHOLDS) == FieldVerdict(0.94, 0.95, passed=False)
    assert verdict("number", 0.1, Arithmetic.CLOSES, THRESHOLDS, sure=True).passed
    assert not verdict("number", None, Arithmetic.CLOSES, THRESHOLDS, sure=True).passed


def test_all_have_to_pass_and_nothing_may_contradict() -> None:
    good, bad = FieldVerdict(0.9, 0.9, passed=True), FieldVerdict(0.8, 0.9, passed=False)
    assert [passes([good, good], closing) for closing in Arithmetic] == [True, True, True, False]
    assert not passes([good, bad], Arithmetic.CLOSES)


@pytest.mark.parametrize(
    ("right", "of", "low", "high"), [(0, 10, 0.0, 0.278), (9, 10, 0.596, 0.982), (10, 10, 0.722, 1.0)]
)
def test_chance_moves_a_share_less_the_more_papers_there_are(right: int, of: int, low: float, high: float) -> None:
    assert (wilson(right, of, -1.96), wilson(right, of, 1.96)) == pytest.approx((low, high), abs=0.001)
    assert wilson(right * 10, of * 10, -1.96) >= wilson(right, of, -1.96)
