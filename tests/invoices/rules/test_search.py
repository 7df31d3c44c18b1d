"""What is meant by a search."""

from decimal import Decimal

import pytest

from payables.invoices.rules.search import MOST_WORDS, amounts_of, words_of


@pytest.mark.parametrize(
    ("word", "amounts"),
    [
        ("1234", ["1234"]),
        ("1234.50", ["1234.50"]),
        ("1234,5", ["1234.5"]),
        ("$1,234.50", ["1234.50"]),
        ("1.234,50€", ["1234.50"]),
        ("1'234.50", ["1234.50"]),
        ("1.234", ["1.234", "1234"]),
        ("1,234,567", ["1234567"]),
        ("12.34.56", []),
        ("inv-12", []),
        ("1e5", []),
        ("١٢", []),
        ("", []),
    ],
)
def test_an_amount_is_understood_however_it_is_written(word: str, amounts: list[str]) -> None:
    assert amounts_of(word) == [Decimal(amount) for amount in amounts]


def test_words_count_once_in_any_case() -> None:
    assert words_of("  Sysco  FLOUR\tsysco ") == ["sysco", "flour"]


def test_a_text_of_very_many_words_is_bounded() -> None:
    assert len(words_of(" ".join(map(str, range(100))))) == MOST_WORDS
