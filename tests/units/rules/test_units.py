"""Words of units."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.units.rules.units import UNITS, Dimension, normal_unit, read_unit
from payables.units.rules.vocabulary import WORDS


@pytest.mark.parametrize("code", WORDS)
def test_a_code_reads_as_itself(code: str) -> None:
    assert normal_unit(code) == code


def test_no_word_has_two_meanings() -> None:
    words = [word for said in WORDS.values() for word in said.split()]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Case (C)", "CS"),
        ("lbs.", "LB"),
        ("#", "LB"),
        ("per LB", "LB"),
        ("/kg", "KG"),
        ("pro Stück", "PC"),
        ("fl. oz", "FLOZ"),
        ("Fl.Oz.", "FLOZ"),
        ("EA - Each", "EA"),
        ("EACH (EA)", "EA"),
        ("CS/Case", "CS"),
        ("Boîte", "BX"),
        ("Stk.", "PC"),
        ("pcs", "PC"),
        ("m²", "M2"),
        ("C62", "EA"),
        ("H87", "PC"),
        ("KGM", "KG"),
        ("LTR", "L"),
        ("LBR", "LB"),
        ("XBX", "BX"),
        ("MTR", "MTR"),
        ("HUR", "HUR"),
        ("DAY", "DAY"),
        ("MON", "MON"),
        ("ciento", "HUN"),
    ],
)
def test_usual_words_and_codes_are_read(text: str, code: str) -> None:
    assert normal_unit(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        None,
        "C",
        "M",
        "ST",
        "TON",
        "GR",
        "FL",
        "BU",
        "DAG",
        "G/L",
        "EA/CS",
        "CS 12",
        "CENTS",
        "GLASS",
        "x" * 200,
    ],
)
def test_what_is_read_in_two_ways_is_not_read(text: str | None) -> None:
    assert read_unit(text) is None


def test_a_word_that_is_not_known_stays_itself() -> None:
    assert normal_unit(" hogs-head. ") == "HOGS-HEAD"


def test_factors_are_exact() -> None:
    assert UNITS["LB"].factor / 16 == UNITS["OZ"].factor
    assert UNITS["GAL"].factor == 4 * UNITS["QT"].factor == 8 * UNITS["PT"].factor == 128 * UNITS["FLOZ"].factor
    assert UNITS["YD"].factor == 3 * UNITS["FT"].factor == 36 * UNITS["IN"].factor
    assert UNITS["FT2"].factor == UNITS["FT"].factor ** 2
    assert all(isinstance(unit.factor, Decimal) for unit in UNITS.values())
    assert all(unit.factor == 1 for unit in UNITS.values() if unit.dimension is Dimension.OTHER)


@given(st.text(max_size=300))
def test_no_word_raises(text: str) -> None:
    assert read_unit(text) is None or read_unit(text) in UNITS.values()
