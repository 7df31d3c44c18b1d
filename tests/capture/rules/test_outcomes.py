"""Which papers say how well readings turn out."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from payables.capture.model import StraightThrough
from payables.capture.rules.outcomes import by_reach, papers_told
from payables.capture.rules.thresholds import FieldOutcome
from payables.extraction.model import FieldVerdict
from payables.learning.model.papers import How, Judged, JudgedPaper
from payables.platform.caller import Scope

AT = datetime(2026, 11, 3, tzinfo=UTC)
UPLOAD = UUID(int=1)
ADA = 3


def judged(confidence: float | None = 0.9, how: How = How.APPROVED, **changes: bool) -> Judged:
    return Judged(confidence, changes.get("right", True), changes.get("entered_right", True), how, AT, ADA)


def gate(arithmetic: str = "closes", **changes: Any) -> dict[UUID, StraightThrough]:
    fields = {"vendor": FieldVerdict(0.95, 0.75, True)}
    return {UPLOAD: StraightThrough(changes.pop("passed", True), fields, arithmetic, "shipped", **changes)}


def told(kept: dict[UUID, StraightThrough], **fields: Judged) -> dict[str, list[FieldOutcome]]:
    """Of a paper at location 7 of company 5, judged by ada, who sees all."""
    return by_reach(papers_told([JudgedPaper(UPLOAD, 5, 7, fields)], kept, {ADA: Scope()})).get((), {})


def test_what_was_read_is_held_against_what_stands() -> None:
    found = told(gate(), number=judged(0.9), invoice_date=judged(0.6, How.CORRECTED, right=False))
    assert found == {"number": [FieldOutcome(0.9, True)], "invoice_date": [FieldOutcome(0.6, False)]}


def test_a_vendor_is_judged_by_its_signs_and_by_whether_it_stayed() -> None:
    assert told(gate(), vendor=judged(0.3, right=False)) == {"vendor": [FieldOutcome(0.95, True)]}
    assert told(gate(), vendor=judged(0.3, entered_right=False)) == {"vendor": [FieldOutcome(0.95, False)]}


def test_a_total_alone_is_judged_by_itself() -> None:
    assert list(told(gate("sums_close"), total_amount=judged())) == ["total_amount_alone"]
    assert list(told(gate("closes"), total_amount=judged())) == ["total_amount"]


def test_what_nobody_looked_at_says_nothing_unless_it_was_sampled() -> None:
    unseen = judged(how=How.UNSEEN)
    assert told(gate(), number=unseen) == {}
    assert told(gate(passed=False, sampled=True), number=unseen) == {"number": [FieldOutcome(0.9, True)]}


def test_what_was_not_read_had_no_confidence_but_the_paper_was_not_right() -> None:
    missing = judged(None, How.CORRECTED, right=False)
    [paper] = papers_told([JudgedPaper(UPLOAD, 5, 7, {"number": missing})], gate(), {})
    assert (paper.told, paper.right, paper.straight) == ((), False, True)


def test_e_invoices_and_papers_from_before_the_gate_are_left_out() -> None:
    assert told({}, number=judged()) == {}


def test_fields_that_the_gate_does_not_ask_for_do_not_make_a_paper_wrong() -> None:
    [paper] = papers_told([JudgedPaper(UPLOAD, 5, 7, {"number": judged(), "items": judged(right=False)})], gate(), {})
    assert paper.right
