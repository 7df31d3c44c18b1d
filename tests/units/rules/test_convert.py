"""How many of one unit make another."""

from decimal import Decimal
from fractions import Fraction

import pytest
from benchmarks.packs import forms_of
from hypothesis import given, settings
from hypothesis import strategies as st

from payables.units.model import Conversion, Measured
from payables.units.rules.convert import convert, convert_quantity, ratio_of


def learned(*triples: tuple[str, str, str]) -> list[Conversion]:
    return [Conversion("s:1", one, other, Decimal(factor)) for one, other, factor in triples]


@pytest.mark.parametrize(
    ("one", "other", "factor"),
    [
        (("CS", "6/10#"), ("EA", None), "6"),
        (("CS", "6/10#"), ("LB", None), "60"),
        (("CS", "6/10#"), ("KG", None), "27.2155422"),
        (("CS", "6/10#"), ("CS", None), "1"),
        (("CS", "6/10#"), ("Case (C)", "6/10 LB"), "1"),
        (("CS", "6/10#"), ("CS", "4/10#"), "1.5"),
        (("CS", "24/16 OZ"), ("case", "24/1 LB"), "1"),
        (("DZ", None), ("EA", None), "12"),
        (("LB", None), ("OZ", None), "16"),
        (("GAL", None), ("QT", None), "4"),
        (("EA", "12 OZ"), ("LB", None), "0.75"),
        (("BG", "6/5LB BAG"), ("LB", None), "5"),
        (("CS", "8/6/3 OZ"), ("OZ", None), "144"),
        (("CS", "2/5# AVG"), ("EA", None), "2"),
        (("CS", "6/#10"), ("CAN", None), "6"),
        (("BX/100", None), ("EA", None), "100"),
        (("CS", "10/1000 CT"), ("CT", None), "10000"),
        (("CS", "12/1 DZ"), ("DZ", None), "12"),
        (("HUR", None), ("MIN", None), "60"),
        (("HOGSHEAD", None), ("hogshead", None), "1"),
        (("CS", "24/12 OZ"), ("CS", "24/12 FL OZ"), "1"),
        (("CS", "1/5 LB"), ("LB", None), "5"),
        (("CS", "24 CT"), ("CS", "12 CT"), "2"),
        (("CS", "EA"), ("CS", "6/10#"), "1"),
    ],
)
def test_what_is_certain_is_converted(one: tuple[str, str | None], other: tuple[str, str | None], factor: str) -> None:
    assert convert(Measured(*one), Measured(*other), ()) == Decimal(factor)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("CS", None), ("EA", None)),
        (("CS", None), ("LB", None)),
        (("LB", None), ("GAL", None)),
        (("CS", "2/5# AVG"), ("LB", None)),  # what it weighs is on the scale
        (("CS", "20-25#"), ("LB", None)),
        (("CS", "10/100 CT"), ("EA", None)),  # one of the ten boxes, or of the thousand pieces
        (("CS", "8/6/3 OZ"), ("EA", None)),
        (("CS", "6/10#"), ("BX", None)),
        (("BX", "6/10#"), ("LB", None)),  # the box may be one of the six
        (("CS", "12 OZ"), ("OZ", None)),  # the size of one of several
        (("CS", "50/BX"), ("EA", None)),  # tells of a box
        (("CS", "6/10#"), ("CS", "3 layers")),
        (("CS", "6/#10"), ("CS", "6/10#")),
        (("HUR", None), ("DAY", None)),
        (("HOGSHEAD", None), ("EA", None)),
        (("C", None), ("CS", None)),
        (("CS", "24/12 FL OZ"), ("LB", None)),
        (("OZ", None), ("FL OZ", None)),
        (("CS", "12 OZ CAN"), ("CN", None)),
        (("PLT", "40 LB"), ("LB", None)),
        (("EA", "40 LB"), ("CS", None)),
    ],
)
def test_what_is_not_certain_is_not_guessed(one: tuple[str, str | None], other: tuple[str, str | None]) -> None:
    assert convert(Measured(*one), Measured(*other), ()) is None
    assert convert(Measured(*other), Measured(*one), ()) is None


def test_what_was_learned_is_used_and_chained() -> None:
    known = learned(("CS", "BG", "4"), ("BG", "LB", "10"))
    assert convert(Measured("Case"), Measured("LBS"), known) == 40
    assert convert(Measured("LB"), Measured("CS"), known) == Decimal("0.025")
    assert convert(Measured("CS"), Measured("OZ"), known) == 640


def test_what_is_learned_against_the_pack_or_itself_holds_the_line() -> None:
    assert convert(Measured("CS", "6/10#"), Measured("LB"), learned(("CS", "LB", "50"))) is None
    assert convert(Measured("CS"), Measured("EA"), learned(("CS", "EA", "12"), ("CS", "EA", "10"))) is None
    assert convert(Measured("CS"), Measured("EA"), learned(("CS", "EA", "12"), ("EA", "CS", "0.5"))) is None


def test_rounded_labels_are_no_contradiction() -> None:
    known = learned(("CS", "LB", "60"), ("CS", "KG", "27.2"))
    assert convert(Measured("CS"), Measured("LB"), known) == 60


def test_a_catch_weight_can_be_learned() -> None:
    assert convert(Measured("CS", "2/5# AVG"), Measured("LB"), learned(("CS", "LB", "10.4"))) == Decimal("10.4")


def test_a_unit_that_is_left_out_is_that_of_the_other_side() -> None:
    assert convert(Measured(), Measured("CS"), ()) == 1
    assert convert(Measured("LB"), Measured(), ()) == 1
    assert convert(Measured(), Measured(), ()) == 1
    assert convert(Measured(None, "6/10#"), Measured("CS"), ()) == 1
    assert convert(Measured(None, "6/10#"), Measured("EA", "6/10#"), ()) == 1


def test_a_unit_that_is_left_out_beside_a_pack_may_count_something_else() -> None:
    assert convert(Measured(None, "6/10#"), Measured("EA"), ()) is None
    assert convert(Measured(None, "40 LB"), Measured("LB"), ()) is None
    assert convert(Measured(None, "6/10#"), Measured("CS", "4/10#"), ()) is None


def test_a_quantity_is_rounded_once() -> None:
    assert convert_quantity(Decimal(120), Measured("LB"), Measured("CS", "6/10#"), ()) == 2
    assert convert_quantity(Decimal(1), Measured("LB"), Measured("CS", "6/10#"), ()) == Decimal("0.016667")
    assert convert_quantity(Decimal(1), Measured("CS"), Measured("LB"), ()) is None


units = st.sampled_from(
    [None, "CS", "EA", "PC", "LB", "OZ", "KG", "GAL", "DZ", "BX", "BG", "PK", "CTN", "HOG", "CS/12", "25LB BAG"]
)
texts = st.sampled_from(
    [
        None,
        *(form.text for form in forms_of()),
        "6/10#",
        "24/12 OZ",
        "24/12 FL OZ",
        "8/6/3 OZ",
        "10/100 CT",
        "12 PK",
        "FRESH 12",
    ]
)
measured = st.builds(Measured, units, texts)
factors = st.decimals(min_value="0.01", max_value=1000, places=2)
conversions = st.lists(
    st.builds(
        Conversion,
        st.just("s:1"),
        st.sampled_from(["CS", "EA", "HOG"]),
        st.sampled_from(["BG", "LB", "PC", "GAL"]),
        factors,
    ),
    max_size=4,
)


@given(measured, measured, conversions)
@settings(max_examples=1500, deadline=None)
def test_there_and_back_is_one(one: Measured, other: Measured, known: list[Conversion]) -> None:
    there, back = ratio_of(one, other, known), ratio_of(other, one, known)
    assert (there is None) == (back is None)
    # where two ways differ within what labels round, the shortest from either end need not be the same
    assert there is None or back is None or abs(there * back - 1) <= Fraction(1, 50)
    assert ratio_of(one, one, known) == 1


@given(measured, measured)
@settings(max_examples=500, deadline=None)
def test_without_what_was_learned_there_and_back_is_exact(one: Measured, other: Measured) -> None:
    there, back = ratio_of(one, other, ()), ratio_of(other, one, ())
    assert there is None or back is None or there * back == 1


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=90), st.text(max_size=90))
@settings(max_examples=400, deadline=None)
def test_no_text_raises(unit: str, other: str, pack: str, other_pack: str) -> None:
    found = convert(Measured(unit, pack), Measured(other, other_pack), ())
    assert found is None or found > 0
