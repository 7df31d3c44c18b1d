import pytest

from payables.access.rules.typed import agent_of, email_of


@pytest.mark.parametrize(("typed", "email"), [(" Ada@North.example ", "ada@north.example"), ("a@b", "a@b")])
def test_an_address_is_looked_up_in_lower_case(typed: str, email: str) -> None:
    assert email_of(typed) == email


@pytest.mark.parametrize(
    "typed", ["", "ada", "a\0@b.example", "a\n@b.example", "x" * 320 + "@b.example", "\u202e@b.example"]
)
def test_what_cannot_be_an_address_is_none(typed: str) -> None:
    assert email_of(typed) is None


def test_what_a_browser_says_is_one_line_of_bounded_length() -> None:
    assert agent_of("Firefox\r\nSet-Cookie: x=1\0\x1b[2J") == "FirefoxSet-Cookie: x=1[2J"
    assert len(agent_of("x" * 10_000)) == 300
    assert agent_of(None) == ""
