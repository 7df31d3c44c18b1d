"""What packs say, over the list of tests/units/packs.txt and over any text."""

import time
from decimal import Decimal

import pytest
from benchmarks.packs import Form, forms_of
from hypothesis import given, settings
from hypothesis import strategies as st

from payables.units.rules.pack import LONGEST, Pack, parse_pack
from payables.units.rules.pack_terms import CAN_SIZES
from payables.units.rules.units import UNITS, Dimension, is_container
from payables.units.rules.vocabulary import CASES

FORMS = list(forms_of())
MEASURES = [
    code for code, unit in UNITS.items() if unit.dimension in (Dimension.MASS, Dimension.VOLUME, Dimension.LENGTH)
]
PACKAGES = ["BG", "BT", "CN", "JR", "JUG", "BX", "BKT"]


@pytest.mark.parametrize("form", FORMS, ids=[form.text for form in FORMS])
def test_a_pack_is_read_as_people_read_it(form: Form) -> None:
    assert parse_pack(form.text) == form.says


def test_the_list_is_long_and_has_what_must_not_be_read() -> None:
    assert len({form.text for form in FORMS}) == len(FORMS) >= 300
    assert sum(form.says is None for form in FORMS) >= 40


@pytest.mark.parametrize("form", [form for form in FORMS if form.says], ids=lambda form: form.text)
def test_a_pack_that_is_written_our_way_reads_the_same(form: Form) -> None:
    assert parse_pack(str(form.says)) == form.says


numbers = st.decimals(min_value="0.001", max_value=9_999_999, places=3).map(lambda n: Decimal(f"{n.normalize():f}"))
counts = st.lists(st.integers(2, 5000), max_size=3).map(tuple)


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """Any pack that can be meant."""
    whole = draw(st.sampled_from([None, "CS", "BX", "CTN"]))
    some = draw(counts)
    kind = draw(st.sampled_from(["size", "average", "range", "count", "can", "named"]))
    if kind == "can":
        return Pack(some, can=f"{draw(st.sampled_from(sorted(CAN_SIZES))):f}")
    if kind == "count":
        return Pack(some or (1,), whole=whole)
    if kind == "named":
        return Pack(some or (1,), inner=draw(st.sampled_from(PACKAGES)))
    unit = draw(st.sampled_from(["LB", "KG"] if kind in ("average", "range") else MEASURES))
    size = draw(numbers)
    most = size + draw(numbers) if kind == "range" else None
    inner = None if whole else draw(st.sampled_from([None, *PACKAGES]))
    if most is not None and most > 9_999_999:
        most = None
    return Pack(some, size, unit, most, inner, whole, catch_weight=kind != "size")


@given(packs())
@settings(max_examples=400, deadline=None)
def test_any_pack_that_is_written_our_way_reads_the_same(pack: Pack) -> None:
    assert len(str(pack)) > LONGEST or parse_pack(str(pack)) == pack


@given(st.text(max_size=120))
@settings(max_examples=400, deadline=None)
def test_no_text_raises(text: str) -> None:
    read = parse_pack(text)
    assert read is None or parse_pack(str(read)) == read


@given(
    st.lists(
        st.sampled_from([*"0123456789 ./x-#,½()", "LB", "OZ", "CT", "CS", "PK", "BAG", "AVG", "of", "x "]), max_size=14
    )
)
@settings(max_examples=1500, deadline=None)
def test_whatever_is_read_reads_the_same_when_it_is_written_our_way(pieces: list[str]) -> None:
    read = parse_pack("".join(pieces))
    assert read is None or parse_pack(str(read)) == read


@pytest.mark.parametrize("piece", ["6/", "1 ", "LB", "(", "½", "1/2 ", "x", "-", "#", "6/10# ", "FL ", "."])
def test_a_long_text_takes_no_longer_than_a_glance(piece: str) -> None:
    began = time.thread_time()  # other threads of this process may serve and work meanwhile
    assert parse_pack(piece * 200_000) is None
    parse_pack(piece * (LONGEST // len(piece)))
    assert time.thread_time() - began < 0.5


def test_the_total_is_in_the_base_unit_and_unknown_where_it_is_weighed() -> None:
    def total(text: str) -> Decimal | None:
        read = parse_pack(text)
        assert read
        return read.total

    assert total("6/10 KG") == 60_000
    assert total("8/6/3 G") == 144
    assert total("15 DZ") == 180
    assert total("2/5# AVG") is None
    assert total("12/CS") is None


def test_containers_are_known_as_such() -> None:
    assert all(is_container(code) for code in CASES)
    assert not any(is_container(code) for code in ("EA", "LB", "HUR", "DAY", "KWH"))
