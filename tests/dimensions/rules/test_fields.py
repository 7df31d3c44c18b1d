"""What a dimension's fields may hold, whatever is sent."""

from hypothesis import given
from hypothesis import strategies as st

from payables.dimensions.model import DimensionType
from payables.dimensions.rules.fields import LONGEST, missing_fields, read_fields

SENT = st.dictionaries(
    st.sampled_from(sorted(LONGEST)),
    st.none() | st.integers() | st.text(max_size=600) | st.sampled_from(["cost_type", "ITEM", "Taxcode"]),
)


@given(SENT)
def test_every_field_is_read_or_named_once(sent: dict[str, object]) -> None:
    values, faults = read_fields(sent)
    assert sorted([*values, *(fault.field for fault in faults)]) == sorted(sent)


@given(SENT)
def test_what_is_read_can_be_stored(sent: dict[str, object]) -> None:
    values, _ = read_fields(sent)
    assert values.get("ottimate_type", "account") in list(DimensionType)
    assert all(value.strip() and len(value) <= LONGEST[name] and value.encode() for name, value in values.items())
    assert read_fields(values) == (values, [])


def test_a_new_dimension_needs_all_six_fields() -> None:
    assert {fault.field for fault in missing_fields({})} == set(LONGEST)
    assert len(LONGEST) == 6
