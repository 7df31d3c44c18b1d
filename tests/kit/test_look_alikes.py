"""Letters that look alike are typed off as the same ones."""

import pytest

from payables.kit.look_alikes import as_typed

ACCOUNT = "DE75 5121 0800 1245 1261 99"


@pytest.mark.parametrize(
    "printed",
    [
        "D\u041575 5121 0800 1245 1261 99",
        "D\u039575 5121 0800 1245 1261 99",
        "\uff24\uff25\uff17\uff15 5121 0800 1245 1261 99",
        "D\u00c975 5121 0800 1245 1261 99",
        "DE75\u200b 51\u00ad21 0800 1245 1261 99",
        "DE75 5121 0800 1245 1261 \u0669\u0669",
        "\U0001d403\U0001d404\U0001d7d5\U0001d7d3 5121 0800 1245 1261 99",
    ],
    ids=["Cyrillic", "Greek", "full width", "accent", "drawn as nothing", "Arabic figures", "mathematical"],
)
def test_an_account_in_letters_that_only_look_latin_is_typed_off_in_latin_ones(printed: str) -> None:
    assert as_typed(printed) == ACCOUNT


def test_small_letters_stay_small_and_capitals_capitals() -> None:
    assert as_typed("\u0410\u0430 \u039d\u03bd \u017d") == "Aa Nn Z"
