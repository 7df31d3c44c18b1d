"""Forms in which vendors are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.vendors.rules.identifiers import LONGEST_KEY, is_iban, name_key, normal_identifier


@pytest.mark.parametrize("number", ["DE10999900000000001111", "GB58TEST99999900001111"])
def test_an_iban_is_judged_by_its_check_digits(number: str) -> None:
    assert is_iban(number)
    assert not is_iban(number[:-1] + "2")
    assert not is_iban(number[:-1])


@given(st.text(max_size=600))
def test_keys_fit_into_an_index_and_are_stable(text: str) -> None:
    key = name_key(text)
    assert len(key) <= LONGEST_KEY
    identifier = normal_identifier(text)
    assert identifier == normal_identifier(identifier)
    assert identifier.isascii()
