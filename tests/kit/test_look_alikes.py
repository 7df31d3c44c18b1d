"""Letters that look alike are typed off as the same ones."""

import unicodedata

import pytest

from payables.kit.look_alikes import as_latin, as_typed

ACCOUNT = "DE75 5121 0800 1245 1261 99"


@pytest.mark.parametrize(
    "printed",
    [
        "D\u041575 5121 0800 1245 1261 99",
        "D\u039575 5121 0800 1245 1261 99",
        "\u13a0\u13ac75 5121 0800 1245 1261 99",
        "\ua4d3\ua4f075 5121 0800 1245 1261 99",
        "\uff24\uff25\uff17\uff15 5121 0800 1245 1261 99",
        "D\u00c975 5121 0800 1245 1261 99",
        "DE75\u200b 51\u00ad21 0800 1245 1261 99",
        "DE75 5121 0800 1245 1261 \u0669\u0669",
        "\U0001d403\U0001d404\U0001d7d5\U0001d7d3 5121 0800 1245 1261 99",
    ],
    ids=[
        "Cyrillic",
        "Greek",
        "Cherokee",
        "Lisu",
        "full width",
        "accent",
        "drawn as nothing",
        "Arabic figures",
        "mathematical",
    ],
)
def test_an_account_in_letters_that_only_look_latin_is_typed_off_in_latin_ones(printed: str) -> None:
    assert as_typed(printed) == ACCOUNT


def test_small_letters_stay_small_and_capitals_capitals() -> None:
    assert as_typed("\u0410\u0430 \u039d\u03bd \u017d") == "Aa Nn Z"


@pytest.mark.parametrize("letter", ["\u0410", "\u0391", "\u13aa", "\ua4ee", "\u2c80", "\uff21"])
def test_a_folded_letter_is_compared_as_the_latin_one_that_it_looks_like(letter: str) -> None:
    assert as_latin(unicodedata.normalize("NFKC", letter).casefold()) == "a"
