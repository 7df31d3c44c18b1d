import pytest

from payables.access.rules.recovery_codes import make_codes, plain


def test_codes_differ_and_can_be_typed() -> None:
    codes = make_codes()
    assert len(set(codes)) == 10
    for code in codes:
        assert plain(code) == plain(f" {code.upper()} ") == plain(code.replace("-", "")) == code.replace("-", "")


@pytest.mark.parametrize("typed", ["", "123456", "abcd-efgh-jkm", "abcd-efgh-jkml0", "ab" * 5000, "äbcd-efgh-jkmn"])
def test_what_is_none_is_none(typed: str) -> None:
    assert plain(typed) is None
