"""Words of a paper as they are typed into a field."""

from decimal import Decimal
from typing import Any

import pytest
from babel import Locale

from payables.dashboard.shown.paper_words import Spelling, normalised, spelling_of

ENGLISH, GERMAN = Locale.parse("en_US"), Locale.parse("de")


def reading(**printed: tuple[str, str]) -> dict[str, Any]:
    return {name: {"raw": raw, "value": value} for name, (raw, value) in printed.items()}


def test_the_paper_itself_says_how_it_writes_numbers_and_days() -> None:
    paper = reading(total_amount=("1.234,56 EUR", "1234.56"), invoice_date=("03.04.2026", "2026-04-03"))
    assert spelling_of(paper, ENGLISH) == Spelling(",", day_first=True)
    american = reading(total_amount=("$1,234.56", "1234.56"), invoice_date=("04/03/2026", "2026-04-03"))
    assert spelling_of(american, GERMAN) == Spelling(".", day_first=False)


def test_where_the_paper_says_nothing_the_person_s_locale_does() -> None:
    silent = reading(total_amount=("12", "12"), invoice_date=("2026-04-03", "2026-04-03"))
    assert spelling_of(silent, GERMAN) == spelling_of({}, GERMAN) == Spelling(",", day_first=True)
    assert spelling_of({}, ENGLISH) == Spelling(".", day_first=False)


@pytest.mark.parametrize(
    ("text", "day_first", "day"),
    [
        ("12.03.2026", True, "2026-03-12"),
        ("12/03/2026", False, "2026-12-03"),
        ("25/03/2026", False, "2026-03-25"),
        ("Date: 3-4-26", True, "2026-04-03"),
        ("2026-03-12", False, "2026-03-12"),
        ("12. März 2026", True, "2026-03-12"),
        ("March 12, 2026", False, "2026-03-12"),
        ("12 mars 2026", True, "2026-03-12"),
        ("12-Dec-2026", True, "2026-12-12"),
        ("31.02.2026", True, None),
        ("soon", True, None),
    ],
)
def test_a_day_is_read_in_the_paper_s_way(text: str, day_first: bool, day: str | None) -> None:
    assert normalised(text, "day", Spelling(".", day_first)) == day


def test_amounts_and_words() -> None:
    assert normalised("1.234", "amount", Spelling(",", day_first=True)) == Decimal(1234)
    assert normalised("1.234", "amount", Spelling(".", day_first=True)) == Decimal("1.234")
    assert normalised("RE  4711", "text", Spelling(".", day_first=True)) == "RE 4711"
    assert normalised("soon", "amount", Spelling(".", day_first=True)) is None
