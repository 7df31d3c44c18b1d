import pytest

from payables.access.rules.passwords import fault_of, normal

EMAIL = "ada@north.example"


@pytest.mark.parametrize(
    "password",
    [
        "a quiet morning",
        "tr0mb0ne&lemon",
        "пароль-для-счетов",
        "静かな朝の光がさす窓辺に座る",
        "x" * 6 + "yz" * 3 + "w" * 990,
        "🦊🦉🐻🌲🍄🌧️🔥🪵🌙⭐🏔️🛶",
        " blanks at the ends ",
    ],
)
def test_a_long_password_of_any_characters_is_taken(password: str) -> None:
    assert fault_of(password[:1000], EMAIL) is None


@pytest.mark.parametrize(
    "password", ["", "short", "elevenchars", "ﬁﬁﬁﬁﬁ", "1" * 12, "abababababab", "Password1234", "PASSWORD1234"]
)
def test_short_and_common_ones_are_refused(password: str) -> None:
    assert fault_of(password, EMAIL)


@pytest.mark.parametrize("password", [EMAIL, EMAIL.upper(), f"my {EMAIL}!", "north.example"])
def test_the_address_is_no_password(password: str) -> None:
    assert fault_of(password, EMAIL)


def test_ten_thousand_characters_are_too_many() -> None:
    assert "at most 1000" in (fault_of("ab c" * 2500, EMAIL) or "")


def test_what_keyboards_write_differently_is_one_password() -> None:
    assert normal("caf\u00e9 au lait, ﬁn") == normal("cafe\u0301 au lait, fin")
