"""Forms in which vendors are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.vendors.rules.identifiers import LONGEST_KEY, e164, is_iban, name_key, normal_identifier


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("+1 614-555-0101", "+16145550101"),
        ("+1-555-123-4567", "+15551234567"),
        ("0049 40 66969 110", "+494066969110"),
        (" +44 20 7946 0412 ", "+442079460412"),
        ("614-555-0101", None),
        ("call Bob", None),
        ("+", None),
        ("", None),
        (None, None),
    ],
)
def test_a_phone_number_with_its_country_has_a_key(written: str | None, number: str | None) -> None:
    assert e164(written) == number


@given(st.text(max_size=120))
def test_any_text_may_stand_for_a_phone_number(text: str) -> None:
    assert e164(text) is None or e164(text).startswith("+")  # type: ignore[union-attr]


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
