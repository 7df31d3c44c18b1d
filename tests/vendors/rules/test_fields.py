"""What a vendor's fields may hold, whatever is sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.vendors.rules.fields import LONGEST, NEVER_NULL, read_fields

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=700),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(sorted(LONGEST)), JSON))
def test_every_field_is_read_or_named_once(sent: dict[str, object]) -> None:
    values, faults = read_fields(sent)
    assert sorted([*values, *(fault.field for fault in faults)]) == sorted(sent)


@given(st.dictionaries(st.sampled_from(sorted(LONGEST)), JSON))
def test_what_is_read_can_be_stored(sent: dict[str, object]) -> None:
    for name, value in read_fields(sent)[0].items():
        assert value is not None or name not in NEVER_NULL
        assert value is None or (value.strip() and len(value) <= LONGEST[name] and value.encode())


@given(st.dictionaries(st.sampled_from(sorted(LONGEST)), JSON))
def test_what_was_read_reads_the_same_again(sent: dict[str, object]) -> None:
    values, _ = read_fields(sent)
    assert read_fields(values) == (values, [])


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("gb33 BUKB 2020 1555 5555 55", "GB33BUKB20201555555555"),
        (
            "GB33BUKB20201555555555; DE10999900000000001111, GB33BUKB20201555555555",
            "GB33BUKB20201555555555, DE10999900000000001111",
        ),
        ("GB33BUKB20201555555555, DE10999900000000001112", None),
        (", ".join(["GB33BUKB20201555555555"] + [f"X{n}" for n in range(10)]), None),
    ],
)
def test_a_vendor_has_several_accounts_each_once(sent: str, kept: str | None) -> None:
    values, faults = read_fields({"iban": sent})
    assert (values.get("iban"), bool(faults)) == (kept, kept is None)
