"""Does a text show anything?"""

import pytest

from payables.kit.text import is_visible


@pytest.mark.parametrize(
    "text", ["", "  \n\t", "\u200b", "\u200d\u2060\ufeff", "\u00ad", "\u3164\u2800", "\u0301", "\ufe0f", "\U000e0041"]
)
def test_what_shows_nothing(text: str) -> None:
    assert not is_visible(text)


@pytest.mark.parametrize("text", ["x", " ? ", "\u200bno\u200b", "1", "\u4e0d", "\u00e9", "e\u0301", "\U0001f44d"])
def test_what_shows_something(text: str) -> None:
    assert is_visible(text)
