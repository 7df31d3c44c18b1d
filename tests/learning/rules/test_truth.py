"""What is kept of a paper as its record changes."""

from itertools import permutations

import pytest

from learning.papers import NOW, paper, told
from payables.learning.model.papers import How, KeptPaper
from payables.learning.rules.truth import after

READ = paper("C-1", "4711")
ENTERED = {"number": "C-1", "total_amount": "100.00", "invoice_date": "2026-11-02"}


def changed(
    known: KeptPaper | None, before: dict[str, str | None], sent: dict[str, str | None], by: int = 5
) -> KeptPaper:
    stands = {**before, **sent}
    return after(known, told(stands, before, corrected=frozenset(sent)), READ, NOW, by)


def approved(known: KeptPaper | None, stands: dict[str, str | None], *, by_person: bool = True) -> KeptPaper:
    return after(known, told(stands, approved=True, by_person=by_person), READ, NOW, 6)


def test_a_correction_says_what_was_read_what_is_true_and_who_says_so() -> None:
    found = changed(None, ENTERED, {"number": "4711"}).fields
    assert found.keys() == {"number"}
    number = found["number"]
    assert (number.read, number.confidence, number.value, number.how, number.by) == (
        "C-1",
        0.9,
        "4711",
        How.CORRECTED,
        5,
    )
    assert number.entered == "C-1"


@pytest.mark.parametrize("sent", [ENTERED, {"number": "c 1"}, {"total_amount": "100"}, {"total_amount": "-100.00"}])
def test_writing_the_same_values_again_corrects_nothing(sent: dict[str, str | None]) -> None:
    found = changed(None, ENTERED, sent)
    assert (found.fields, found.lessons) == ({}, {})


def test_the_last_of_several_corrections_counts() -> None:
    once = changed(None, ENTERED, {"number": "17"})
    twice = changed(once, {**ENTERED, "number": "17"}, {"number": "4711"}, by=9)
    assert (twice.fields["number"].value, twice.fields["number"].by) == ("4711", 9)
    assert [place.left for place in twice.lessons["number"].at] == ["our mark"]


def test_a_correction_that_is_taken_back_was_none() -> None:
    once = changed(None, ENTERED, {"number": "17"})
    back = changed(once, {**ENTERED, "number": "17"}, {"number": "C-1"})
    assert (back.fields, back.lessons) == ({}, {})


def test_an_approval_confirms_what_nobody_changed() -> None:
    found = approved(changed(None, ENTERED, {"number": "4711"}), {**ENTERED, "number": "4711"}).fields
    assert (found["number"].how, found["number"].approved, found["number"].by) == (How.CORRECTED, True, 5)
    assert (found["total_amount"].how, found["total_amount"].value, found["total_amount"].by) == (
        How.APPROVED,
        "100.00",
        6,
    )


def test_what_goes_through_unseen_is_kept_as_such_and_makes_nothing_surer() -> None:
    found = approved(changed(None, ENTERED, {"number": "4711"}), {**ENTERED, "number": "4711"}, by_person=False)
    assert (found.fields["number"].how, found.fields["number"].approved) == (How.CORRECTED, False)
    assert (found.fields["total_amount"].how, found.fields["total_amount"].by) == (How.UNSEEN, None)
    assert found.lessons.keys() == {"number"}
    seen = approved(found, {**ENTERED, "number": "4711"})
    assert seen.fields["total_amount"].how is How.APPROVED


def test_what_was_let_through_is_corrected_later_against_what_was_entered() -> None:
    unseen = approved(None, ENTERED, by_person=False)
    found = changed(unseen, ENTERED, {"number": "4711"}).fields["number"]
    assert (found.how, found.entered) == (How.CORRECTED, "C-1")


def test_the_order_of_corrections_of_different_fields_does_not_matter() -> None:
    sent = [{"number": "4711"}, {"total_amount": "90.00"}, {"invoice_date": "2026-11-03"}]
    outcomes: list[KeptPaper] = []
    for order in permutations(sent):
        known, stands = None, dict(ENTERED)
        for one in order:
            known = changed(known, stands, one)
            stands |= one
        assert known is not None
        outcomes.append(known)
    assert all(outcome == outcomes[0] for outcome in outcomes)


def test_what_was_forgotten_is_not_taught_again_by_another_fields_correction() -> None:
    known = changed(None, ENTERED, {"number": "4711"})
    known.lessons.clear()
    found = changed(known, {**ENTERED, "number": "4711"}, {"total_amount": "17"})
    assert "number" not in found.lessons


def test_a_value_too_long_to_be_kept_is_left_out() -> None:
    assert changed(None, {"items": "[]"}, {"items": "x" * 20_001}).fields == {}
