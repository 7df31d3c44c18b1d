"""The key under which an item is remembered."""

from payables.units.rules.item_key import item_key


def test_a_number_counts_by_its_capitals_and_digits_without_leading_zeros() -> None:
    assert item_key("00-123 a", "Tomato") == item_key("123A", None) == "s:123A"
    assert item_key("１２３", None) == "s:123"


def test_without_a_number_the_name_counts_by_its_words() -> None:
    assert item_key(None, "Tomate, Róma 25#") == item_key("", " TOMATE  roma 25 ") == "n:TOMATE ROMA 25"
    assert item_key("000", "Salt") == "n:SALT"
    assert item_key("--", "番茄") == "n:番茄"


def test_nothing_is_no_key() -> None:
    assert item_key(None, None) is None
    assert item_key(" - ", "***") is None


def test_long_names_that_differ_at_the_end_stay_two() -> None:
    one, other = item_key(None, "A" * 400 + " RED"), item_key(None, "A" * 400 + " BLUE")
    assert one != other
    assert one is not None and len(one) <= 202
