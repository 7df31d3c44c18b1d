"""Forms in which vendors are compared."""

from hypothesis import given
from hypothesis import strategies as st

from payables.vendors.rules.identifiers import LONGEST_KEY, name_key, normal_identifier


@given(st.text(max_size=600))
def test_keys_fit_into_an_index_and_are_stable(text: str) -> None:
    key = name_key(text)
    assert len(key) <= LONGEST_KEY
    identifier = normal_identifier(text)
    assert identifier == normal_identifier(identifier)
    assert identifier.isascii()
