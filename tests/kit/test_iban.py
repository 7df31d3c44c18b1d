"""Account numbers of ISO 13616."""

import pytest

from payables.kit.iban import is_iban, length_of_iban


@pytest.mark.parametrize("number", ["DE10999900000000001111", "GB58TEST99999900001111"])
def test_an_iban_is_judged_by_its_check_digits(number: str) -> None:
    assert is_iban(number)
    assert length_of_iban(number) == len(number)
    assert not is_iban(number[:-1] + "2")
    assert not is_iban(number[:-1])


def test_a_country_without_ibans_has_none() -> None:
    assert length_of_iban("XX75512108001245126199") is None
    assert not is_iban("XX75512108001245126199")
