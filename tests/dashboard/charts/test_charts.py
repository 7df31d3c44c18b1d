"""Geometry of charts: everything is inside, in proportion, and what is not zero can be seen."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.dashboard.charts.bars import THINNEST, WIDTH, bars
from payables.dashboard.charts.columns import HALF_A_NAME, LEFT, MOST_NAMES, TOP, columns
from payables.dashboard.charts.columns import WIDTH as WIDE
from payables.dashboard.charts.scale import scale_of

amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False)
positive = st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("most", "top", "ticks"),
    [("7", "8", 5), ("97", "100", 3), ("0.3", "1", 3), ("1234567.89", "1500000", 4), ("0", "1", 3)],
)
def test_a_scale_ends_at_a_round_number(most: str, top: str, ticks: int) -> None:
    found = scale_of([Decimal(most)])
    assert (found.top, len(found.ticks)) == (Decimal(top), ticks)


@given(st.lists(positive, min_size=1, max_size=30))
def test_a_scale_holds_its_values_in_a_few_even_steps(values: list[Decimal]) -> None:
    found = scale_of(values)
    assert found.top >= max(values)
    assert 2 <= len(found.ticks) <= 6
    assert {b - a for a, b in zip(found.ticks, found.ticks[1:], strict=False)} == {found.ticks[1]}


def test_bars_begin_at_zero_and_are_in_proportion() -> None:
    one, two, none = bars([Decimal(50), Decimal(100), Decimal(0)])
    assert (one.x, one.width, two.x, two.width, none.width) == (0, 50, 0, 100, 0)


def test_a_bar_below_zero_lies_left_of_the_line() -> None:
    plus, minus = bars([Decimal(75), Decimal(-25)])
    assert (plus.zero, plus.x, plus.width) == (25, 25, 75)
    assert (minus.below, minus.x, minus.width) == (True, 0, 25)


@given(st.lists(amounts, max_size=30))
def test_bars_stay_inside_and_what_is_not_zero_is_seen(values: list[Decimal]) -> None:
    for value, bar in zip(values, bars(values), strict=True):
        assert bar.x >= 0 and bar.x + bar.width <= WIDTH
        assert bar.width >= THINNEST if value else bar.width == 0


@given(st.lists(st.tuples(st.none() | positive, st.none() | positive), max_size=160))
def test_columns_stand_on_the_base_inside_the_chart(steps: list[tuple[Decimal | None, Decimal | None]]) -> None:
    chart = columns(steps)
    assert len(chart.steps) == len(steps)
    assert sum(step.named for step in chart.steps) <= MOST_NAMES
    for step, values in zip(chart.steps, steps, strict=True):
        assert len(step.columns) == sum(value is not None for value in values)
        for column in step.columns:
            assert column.x >= LEFT and column.x + column.width <= WIDE + 1
        if step.named:
            assert 0 <= step.middle <= WIDE - HALF_A_NAME, "its name is not cut"
        for column in step.columns:
            assert TOP <= column.y <= chart.base and column.y + column.height == chart.base


def test_columns_are_in_proportion() -> None:
    chart = columns([[Decimal(50)], [Decimal(100)], [None]], scale_of([Decimal(100)]))
    (half,), (whole,), none = (step.columns for step in chart.steps)
    assert Fraction(half.height) / Fraction(whole.height) == Fraction(1, 2)
    assert none == ()
