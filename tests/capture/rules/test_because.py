"""Why a paper went on, or a person has to look: a word and a sentence in every case."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.rules.test_draft_from_reading import COMPANY, TAKEN
from capture.rules.test_gate import FIELDS, GATE, SURE, THRESHOLDS, reading, shares
from payables.capture.model import KeptReading, StraightThrough
from payables.capture.rules.draft_from_reading import draft_from_reading
from payables.capture.rules.gate import Gate
from payables.extraction.model import Choice, Finding
from payables.invoices.model import Reason


def told(found: KeptReading, gate: Gate = GATE, reasons: tuple[Reason, ...] = ()) -> StraightThrough:
    vendor = found.vendor_match.vendor_id if found.vendor_match else None
    draft_from_reading(found, TAKEN, COMPANY, vendor, gate, reasons)
    assert found.straight_through is not None
    assert all(one.code and one.message.endswith(".") for one in found.straight_through.because)
    return found.straight_through


def codes(passing: StraightThrough) -> list[tuple[str, str | None]]:
    return [(one.code, one.field) for one in passing.because]


def test_what_went_on_says_so() -> None:
    assert codes(told(reading())) == [("sure_enough", None)]
    assert codes(told(reading(method=["xml:cii"]))) == [("valid_e_invoice", None)]


@pytest.mark.parametrize(
    ("gate", "code"),
    [(replace(GATE, check_all=True), "every_paper_checked"), (replace(GATE, sampled_share=1.0), "sampled_for_check")],
)
def test_what_an_account_wants_to_see_says_that_nothing_else_stopped_it(gate: Gate, code: str) -> None:
    assert codes(told(reading(), gate)) == [(code, None)]


def test_what_memory_chose_against_a_sure_reading_names_both() -> None:
    found = reading()
    found.fields["number"].instead_of = Choice("R-9", 0.9)
    passing = told(found)
    assert codes(passing) == [("remembered_value", "invoice_number")]
    assert "R-1" in passing.because[0].message
    assert "R-9" in passing.because[0].message
    assert (passing.fields["number"].confidence, passing.fields["number"].passed) == (0.97, False)


@pytest.mark.parametrize(
    ("name", "field", "missing"),
    [
        ("number", "invoice_number", "missing_number"),
        ("invoice_date", "invoice_date", "missing_invoice_date"),
        ("total_amount", "total_amount", "missing_total"),
        ("vendor", "erp_vendor_id", "unknown_vendor"),
    ],
)
def test_a_field_is_doubtful_or_was_not_read(name: str, field: str, missing: str) -> None:
    assert codes(told(reading({**SURE, name: 0.5}))) == [("doubtful_reading", field)]
    without = {one: share for one, share in SURE.items() if one != name}
    assert (missing, field) in codes(told(reading(without)))


def test_open_arithmetic_a_failed_check_and_what_was_found_beside_it_are_all_told() -> None:
    found = reading(lines=("1.00",), validation=[Finding("X-1", "error", "It says otherwise.")])
    passing = told(found, reasons=(Reason("possible_documents", "Another document may begin.", None),))
    assert codes(passing) == [("document_check_failed", None), ("possible_documents", None), ("arithmetic_open", None)]


def test_it_says_against_which_target_the_thresholds_stand() -> None:
    assert told(reading(), replace(GATE, precision_target=0.995)).precision_target == 0.995


@given(st.dictionaries(st.sampled_from(FIELDS), shares), st.booleans(), st.booleans(), st.booleans())
def test_there_is_always_a_reason(sure: dict[str, float], check: bool, sample: bool, alone: bool) -> None:
    gate = Gate(THRESHOLDS, check_all=check, sampled_share=float(sample))
    passing = told(reading(sure, () if alone else ("60.00", "40.00")), gate)
    assert passing.because
    assert passing.passed is ({one.code for one in passing.because} == {"sure_enough"})


def test_a_reason_without_a_field_does_not_put_the_vendor_in_doubt() -> None:
    passing = told(reading(), reasons=(Reason("possible_documents", "Another document may begin.", None),))
    assert (codes(passing), passing.fields["vendor"].passed) == ([("possible_documents", None)], True)
