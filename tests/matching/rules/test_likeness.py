"""How much names of goods are alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.matching.rules.likeness import likeness

SAME, UNSURE = 0.78, 0.60


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Roma tomatoes 25#", "Tomatoes, Roma 25#"),
        ("Mozzarella cheese", "Mozarella Cheese"),
        ("Window cleaning October", "window cleaning"),
        ("Sliced pickles 6/10#", "PICKLE SLICED 6/#10"),
        ("Kartoffel", "Kartoffeln"),
        ("Crème fraîche", "CREME FRAICHE"),
        ("Chicken breast boneless", "Breast, chicken, boneless"),
        ("A4 paper 80g white", "Paper A4 80 g white"),
    ],
)
def test_names_of_one_thing(one: str, other: str) -> None:
    assert likeness(one, other) >= SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Diced tomatoes", "Whole tomatoes"),
        ("Hex bolt M8x40", "Hex bolt M10x40"),
        ("Toner black", "Toner cyan"),
        ("Paper A4", "Paper A3"),
        ("Pea soup", "Peanut soup"),
        ("Rubber gasket", "Rubber basket"),
        ("Butter", "Batter"),
        ("Roma tomatoes", "Printer toner"),
        ("Gloves size 7", "Gloves size 9"),
        ("", "Roma tomatoes"),
    ],
)
def test_names_of_other_things(one: str, other: str) -> None:
    assert likeness(one, other) < UNSURE


@given(st.text(max_size=60), st.text(max_size=60))
def test_it_is_between_nothing_and_one_and_the_same_from_both_sides(one: str, other: str) -> None:
    found = likeness(one, other)
    assert 0 <= found <= 1
    assert abs(found - likeness(other, one)) < 0.35  # which of several like words are paired may differ
