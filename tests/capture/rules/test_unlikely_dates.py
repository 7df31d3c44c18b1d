"""Dates that hardly any invoice has."""

from datetime import date, timedelta

import pytest

from payables.capture.rules.unlikely_dates import AHEAD, LONG_PAST, LONGEST_TERM, unlikely_dates

CAME = date(2026, 11, 20)
DAY = timedelta(days=1)


def fields(invoice_date: date | None, due_date: date | None = None) -> list[str | None]:
    reasons = list(unlikely_dates(invoice_date, due_date, CAME))
    assert all(reason.code == "unlikely_date" for reason in reasons)
    return [reason.field for reason in reasons]


@pytest.mark.parametrize("day", [CAME, CAME + AHEAD, CAME - LONG_PAST])
def test_dates_of_these_days_and_of_two_years_are_usual(day: date) -> None:
    assert fields(day) == []


@pytest.mark.parametrize("day", [date(2050, 3, 14), CAME + AHEAD + DAY, CAME - LONG_PAST - DAY, date(1926, 11, 20)])
def test_a_date_far_from_the_papers_arrival_is_asked_about(day: date) -> None:
    assert fields(day) == ["invoice_date"]


def test_the_sentence_names_both_days_and_says_what_to_do() -> None:
    [reason] = unlikely_dates(date(2050, 3, 14), None, CAME)
    assert reason.message == (
        "The invoice date 2050-03-14 lies more than 7 days after the paper came (2026-11-20): compare it with the paper, "
        "then correct or confirm it."
    )


@pytest.mark.parametrize("due", [CAME, CAME + LONGEST_TERM, CAME - DAY])
def test_a_due_date_within_a_year_is_usual_and_one_before_the_invoice_is_told_by_the_record(due: date) -> None:
    assert fields(CAME, due) == []


@pytest.mark.parametrize("due", [CAME + LONGEST_TERM + DAY, date(2050, 1, 1)])
def test_a_due_date_years_after_the_invoice_is_asked_about(due: date) -> None:
    assert fields(CAME, due) == ["due_date"]


def test_a_due_date_without_an_invoice_date_is_compared_with_nothing() -> None:
    assert fields(None, date(2050, 1, 1)) == []
