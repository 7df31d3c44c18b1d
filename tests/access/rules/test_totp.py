import base64
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from payables.access.rules import totp

SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_codes_of_rfc_6238(seconds: int, code: str) -> None:
    """Appendix B, whose codes have eight digits: ours are their last six."""
    assert totp.code_at(SECRET, seconds // 30) == code[-6:]


NOW = datetime(2026, 11, 21, 12, 0, 10, tzinfo=UTC)
STEP = totp.step_of(NOW)


def test_a_code_counts_half_a_minute_before_and_after() -> None:
    matching = [off for off in range(-3, 4) if totp.matching_step(SECRET, totp.code_at(SECRET, STEP + off), NOW, None)]
    assert matching == [-1, 0, 1]


def test_a_code_counts_once_and_none_before_it_counts_again() -> None:
    assert totp.matching_step(SECRET, totp.code_at(SECRET, STEP), NOW, STEP) is None
    assert totp.matching_step(SECRET, totp.code_at(SECRET, STEP - 1), NOW, STEP) is None
    assert totp.matching_step(SECRET, totp.code_at(SECRET, STEP + 1), NOW, STEP) == STEP + 1


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "é" * 6, "0" * 10_000])
def test_what_is_no_code_matches_nothing(code: str) -> None:
    assert totp.matching_step(SECRET, code, NOW, None) is None


def test_blanks_in_a_code_do_not_matter() -> None:
    code = totp.code_at(SECRET, STEP)
    assert totp.matching_step(SECRET, f" {code[:3]} {code[3:]} ", NOW, None) == STEP


def test_the_address_says_what_an_app_needs() -> None:
    parts = urlsplit(totp.address(SECRET, "ada+x@north.example", "Payables sandbox"))
    query = parse_qs(parts.query)
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert parts.path == "/Payables%20sandbox:ada%2Bx%40north.example"
    assert base64.b32decode(query["secret"][0]) == SECRET
    assert query["issuer"] == ["Payables sandbox"]


def test_secrets_are_long_and_never_the_same() -> None:
    assert len({totp.make_secret() for _ in range(100)}) == 100
    assert len(totp.make_secret()) == 20


def test_clocks_that_are_further_apart_are_refused() -> None:
    code = totp.code_at(SECRET, STEP)
    assert totp.matching_step(SECRET, code, NOW + timedelta(minutes=2), None) is None
