from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.kit.dates import last_day_of_month
from payables.vendors.rules.net_terms import NetTerms, TermsKind, due_date, parse_terms

INVOICE_DATES = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))
DAY_KINDS = [TermsKind.DAY_OF_NEXT_MONTH, TermsKind.DAY_OF_MONTH]
TERMS = st.builds(
    NetTerms, st.sampled_from([TermsKind.AFTER_INVOICE, TermsKind.AFTER_MONTH_END]), st.integers(0, 365)
) | st.builds(NetTerms, st.sampled_from(DAY_KINDS), st.integers(1, 31))
FRAGMENTS = st.lists(
    st.sampled_from(
        ["net", "n", "10", "2%", "/", "eom", "th", "10th", "of", "month", "next", "days", " ", "31", "999"]
    ),
    max_size=8,
).map(" ".join)


def first_of_december(terms):
    return due_date(terms, date(2024, 12, 1))


@pytest.mark.parametrize(
    "terms",
    ["Net 10", "Net 10 days", "n 10", "10", "10 days", "Net 10 day", "n10", "N/10", "net-10", "Net. 10", "10 days net"],
)
def test_net_days_count_from_the_invoice_date(terms):
    assert first_of_december(terms) == date(2024, 12, 11)


@pytest.mark.parametrize(
    "terms",
    [
        "2% 10 net 30",
        "2%10 net 30",
        "2% 10, net 30 days",
        "2% 10 days, net 30 days",
        "2/10 net 30",
        "2/10, n/30",
        "2/10 n 30",
        "1.5% 10 Net 30",
        "2% / 10 net 30",
    ],
)
def test_of_a_discount_only_the_net_days_count(terms):
    assert first_of_december(terms) == date(2024, 12, 31)


@pytest.mark.parametrize("terms", ["Due on receipt", "Due on Receipt", "due upon receipt", "On receipt", "Net 0", "0"])
def test_due_on_receipt_is_the_invoice_date(terms):
    assert first_of_december(terms) == date(2024, 12, 1)


@pytest.mark.parametrize("terms", ["EOM 10", "eom 10", "EOM net 10", "EOM net 10 days", "eom + 10", "Net 10 EOM"])
def test_eom_days_count_from_the_end_of_the_invoice_month(terms):
    assert first_of_december(terms) == date(2025, 1, 10)


@pytest.mark.parametrize(
    "terms",
    [
        "Net 10 next month",
        "10 next month",
        "10th of following month",
        "10th of the following month",
        "10th of next month",
        "10th next month",
        "Net 10th of next month",
    ],
)
def test_a_day_of_the_next_month(terms):
    assert first_of_december(terms) == date(2025, 1, 10)


@pytest.mark.parametrize("terms", ["10th of month", "10th", "10 th of the month", "the 10th", "10 of month"])
def test_the_next_time_a_day_occurs(terms):
    assert first_of_december(terms) == date(2024, 12, 10)


@pytest.mark.parametrize("terms", [" net 10 ", "NET 10", "Net\t10", "net  10  days", "Net\u00a010", "Net 10."])
def test_case_and_blanks_do_not_matter(terms):
    assert first_of_december(terms) == date(2024, 12, 11)


@pytest.mark.parametrize(
    "terms",
    [
        None,
        "",
        "   ",
        "ask Bob",
        "COD",
        "Net",
        "net ten",
        "Net 366",
        "Net 1000",
        "Net -10",
        "Net 10.5",
        "-10",
        "１０",
        "Net 10 Net 20",
        "0th of month",
        "32nd of month",
        "0 next month",
        "Net 32 next month",
        "EOM 366",
        "2%",
        "2% net",
        "2/10",
        "2% 10 30",
        "10 / 30",
        "9" * 5_000,
        "\x00",
    ],
)
def test_absent_or_unreadable_terms_give_no_due_date(terms):
    assert first_of_december(terms) is None


@pytest.mark.parametrize(
    ("terms", "invoice", "due"),
    [
        # the day itself, the day after, the last of the month
        ("10th of month", (2024, 12, 10), (2024, 12, 10)),
        ("10th of month", (2024, 12, 11), (2025, 1, 10)),
        ("10th of month", (2024, 12, 31), (2025, 1, 10)),
        ("10th of month", (2024, 1, 31), (2024, 2, 10)),
        # a day the month does not have is its last day
        ("31st of month", (2024, 4, 1), (2024, 4, 30)),
        ("31st of month", (2024, 4, 30), (2024, 4, 30)),
        ("31st of month", (2024, 5, 31), (2024, 5, 31)),
        ("30th of month", (2024, 1, 31), (2024, 2, 29)),
        ("30th of month", (2025, 1, 31), (2025, 2, 28)),
        ("29th of month", (2025, 2, 28), (2025, 2, 28)),
        ("29th of month", (2024, 2, 28), (2024, 2, 29)),
        ("Net 31 next month", (2024, 1, 31), (2024, 2, 29)),
        ("Net 31 next month", (2023, 1, 31), (2023, 2, 28)),
        ("Net 31 next month", (2024, 12, 31), (2025, 1, 31)),
        ("1st of following month", (2024, 12, 31), (2025, 1, 1)),
        # the end of the month is where EOM begins, whatever the day of the invoice
        ("EOM 10", (2024, 12, 31), (2025, 1, 10)),
        ("EOM 0", (2024, 2, 1), (2024, 2, 29)),
        ("EOM", (2025, 2, 28), (2025, 2, 28)),
        ("EOM 30", (2024, 1, 15), (2024, 3, 1)),
        # days across a leap day and across a year
        ("Net 1", (2024, 2, 28), (2024, 2, 29)),
        ("Net 1", (2100, 2, 28), (2100, 3, 1)),
        ("Net 30", (2024, 12, 15), (2025, 1, 14)),
        ("Net 365", (2024, 1, 1), (2024, 12, 31)),
        ("Net 365", (2025, 1, 1), (2026, 1, 1)),
    ],
)
def test_month_ends_and_leap_years(terms, invoice, due):
    assert due_date(terms, date(*invoice)) == date(*due)


@pytest.mark.parametrize("terms", ["Net 1", "EOM 1", "Net 10 next month", "10th of month"])
def test_a_day_beyond_the_calendar_is_no_due_date(terms):
    assert due_date(terms, date(9999, 12, 31)) is None


@given(TERMS, INVOICE_DATES)
def test_nothing_is_due_before_its_invoice(terms, invoice_date):
    due = due_date(str(terms), invoice_date)
    assert due is not None
    assert invoice_date <= due <= invoice_date + timedelta(days=365 + 31)


@given(TERMS)
def test_terms_are_read_back_as_they_are_written(terms):
    assert parse_terms(str(terms)) == terms
    assert parse_terms(f"  {str(terms).upper()} ") == terms


@given(st.sampled_from(DAY_KINDS), st.integers(1, 31), INVOICE_DATES)
def test_the_due_day_is_the_day_of_the_terms_or_the_last_of_a_shorter_month(kind, day, invoice_date):
    due = due_date(str(NetTerms(kind, day)), invoice_date)
    assert due.day == min(day, last_day_of_month(due).day)


@given(st.integers(1, 31), INVOICE_DATES)
def test_a_day_of_the_next_month_is_in_the_next_month(day, invoice_date):
    due = due_date(f"Net {day} next month", invoice_date)
    assert (due.year * 12 + due.month) - (invoice_date.year * 12 + invoice_date.month) == 1


@given(st.integers(1, 31), INVOICE_DATES)
def test_a_day_of_month_comes_within_a_month(day, invoice_date):
    due = due_date(f"{day}th of month", invoice_date)
    assert due - invoice_date <= timedelta(days=31)


@given(st.integers(0, 365), INVOICE_DATES)
def test_eom_days_are_that_many_after_the_last_of_the_month(days, invoice_date):
    assert due_date(f"EOM {days}", invoice_date) - last_day_of_month(invoice_date) == timedelta(days=days)


@given(st.text(max_size=120) | FRAGMENTS, st.dates())
def test_any_text_gives_a_due_date_or_none_and_never_an_error(text, invoice_date):
    due = due_date(text, invoice_date)
    assert due is None or due >= invoice_date
