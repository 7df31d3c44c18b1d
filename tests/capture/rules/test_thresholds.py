"""An account's thresholds follow its own outcomes, and no luck lowers them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.capture.rules.thresholds import BADLY, ENOUGH, FieldOutcome, hoped_for, proven, thresholds_of
from payables.extraction.ranking.thresholds import FLOOR, NOTHING_PASSES, TARGETS, lowest, shipped, shipped_thresholds

TARGET, SHIPPED = 0.98, {"number": 0.9}
outcomes_drawn = st.lists(
    st.builds(FieldOutcome, st.floats(0.0, 0.999).map(lambda x: round(x, 3)), st.booleans(), st.integers(1, 40)),
    max_size=200,
)


def found(outcomes: list[FieldOutcome], target: float = TARGET) -> tuple[float, bool]:
    threshold = thresholds_of({"number": outcomes}, SHIPPED, target)["number"]
    return threshold.value, threshold.own


def many(count: int, confidence: float, *, wrong: int = 0) -> list[FieldOutcome]:
    """Each of another vendor."""
    return [FieldOutcome(confidence, n >= wrong, n) for n in range(count)]


@pytest.mark.parametrize(
    "outcomes",
    [[], many(ENOUGH - 1, 0.95), many(ENOUGH - 1, 0.85, wrong=50), many(8, 0.95, wrong=1), many(7, 0.95, wrong=7)],
)
def test_without_enough_outcomes_the_shipped_ones_hold(outcomes: list[FieldOutcome]) -> None:
    assert found(outcomes) == (0.9, False)
    assert thresholds_of({"number": outcomes}, SHIPPED, TARGET)["number"].papers == len(outcomes)


def test_values_that_are_wrong_too_often_raise_it_to_where_they_are_not() -> None:
    assert found([*many(40, 0.99), *many(40, 0.93, wrong=10)]) == (0.99, True)


@pytest.mark.parametrize("outcomes", [many(27, 0.995, wrong=27), many(8, 0.95, wrong=2), many(20, 0.95, wrong=2)])
def test_a_few_papers_that_are_plainly_too_often_wrong_close_it(outcomes: list[FieldOutcome]) -> None:
    assert found(outcomes) == (NOTHING_PASSES, True)


def test_a_few_papers_raise_it_only_to_where_they_are_right() -> None:
    assert found([*many(10, 0.99), *many(10, 0.93, wrong=5)]) == (0.99, True)


def test_an_upper_bound_falls_with_what_it_stands_on() -> None:
    assert hoped_for([]) == 1
    assert hoped_for(many(10, 0.9, wrong=1)) > hoped_for(many(100, 0.9, wrong=10)) > 0.9


def test_where_no_confidence_is_good_enough_nothing_passes() -> None:
    assert found(many(100, 0.95, wrong=10)) == (NOTHING_PASSES, True)


def test_a_few_papers_that_went_well_lower_nothing() -> None:
    assert found(many(ENOUGH, 0.85)) == (0.9, True)


def test_what_is_proven_lowers_it_to_the_lowest_that_is() -> None:
    assert found([*many(200, 0.95), *many(50, 0.85), *many(10, 0.82, wrong=6)]) == (0.85, True)


@pytest.mark.parametrize("vendor", [7, None])
def test_one_vendor_that_sends_many_like_papers_lowers_nothing(vendor: int | None) -> None:
    of_one = [FieldOutcome(0.85, right=True, vendor=vendor)] * 500
    assert found(of_one) == (0.9, True)
    assert found([*of_one, *many(20, 0.95)]) == (0.9, True)
    assert found([*of_one, *many(100, 0.95)]) == (0.85, True)


def test_one_vendor_whose_papers_are_wrong_raises_it() -> None:
    assert found([FieldOutcome(0.95, right=False, vendor=7)] * 30) == (NOTHING_PASSES, True)


def test_it_never_falls_below_the_floor_however_good_the_papers_are() -> None:
    value, _ = found([*many(500, 0.95), *many(500, 0.6)])
    assert value >= FLOOR


def test_many_sure_ones_do_not_carry_a_bad_band() -> None:
    assert found([*many(2000, 0.95), *many(20, 0.82, wrong=10)])[0] == 0.9


def test_a_lower_bound_grows_with_what_it_stands_on() -> None:
    assert proven([]) == 0
    assert proven(many(10, 0.9)) < proven(many(100, 0.9)) < proven(many(1000, 0.9)) < 1
    assert proven(many(100, 0.9, wrong=3)) < proven(many(100, 0.9))


@given(outcomes_drawn, st.sampled_from(TARGETS))
def test_every_threshold_lies_between_floor_and_one(outcomes: list[FieldOutcome], target: float) -> None:
    value, _ = found(outcomes, target)
    assert FLOOR <= value <= NOTHING_PASSES


@given(outcomes_drawn)
def test_a_stricter_target_lowers_no_threshold(outcomes: list[FieldOutcome]) -> None:
    values = [found(outcomes, target)[0] for target in TARGETS]
    assert values == sorted(values)


@given(outcomes_drawn)
def test_what_passes_a_raised_threshold_was_right_often_enough(outcomes: list[FieldOutcome]) -> None:
    value, own = found(outcomes)
    above = [one.right for one in outcomes if one.confidence >= value]
    if own and value > SHIPPED["number"]:
        assert not above or sum(above) >= TARGET * len(above)
    elif own and len(above) >= BADLY:
        assert sum(above) >= TARGET * len(above)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())), st.sampled_from(TARGETS))
def test_the_lowest_threshold_keeps_its_target(said: list[tuple[float, bool]], target: float) -> None:
    threshold = lowest(said, target)
    above = [right for confidence, right in said if confidence >= threshold]
    assert threshold == NOTHING_PASSES or sum(above) >= target * len(above)


def test_shipped_thresholds_are_there_for_every_field_and_grow_with_the_target() -> None:
    for name in ("number", "invoice_date", "vendor", "total_amount", "total_amount_alone"):
        values = [shipped_thresholds(target)[name] for target in TARGETS]
        assert values == sorted(values)
        assert 0.75 <= values[0] <= values[-1] <= NOTHING_PASSES
        assert shipped_thresholds(0.97)[name] == shipped_thresholds(0.98)[name]
    assert shipped_thresholds(0.98)["total_amount_alone"] >= shipped_thresholds(0.98)["total_amount"]
    assert set(shipped_thresholds(0.999).values()) == {NOTHING_PASSES}
    assert shipped().made_by.startswith("payables reading thresholds")
