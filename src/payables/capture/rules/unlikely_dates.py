"""Dates that a calendar has and hardly any invoice: a digit was misread, the sender slipped, or an old paper came again."""

from collections.abc import Iterator
from datetime import date, timedelta

from payables.invoices.model import Reason

AHEAD = timedelta(days=7)  # of the day of arrival: invoices are dated ahead by a weekend or a time zone
LONG_PAST = timedelta(days=730)
LONGEST_TERM = timedelta(days=366)  # from the invoice's date to the due date
CODE = "unlikely_date"


def unlikely_dates(invoice_date: date | None, due_date: date | None, arrived: date) -> Iterator[Reason]:
    """At most one for each, as they stand on the paper that arrived on that day. Naming the date in a change answers it."""
    if invoice_date is None:
        return
    if fault := _of_arrival(invoice_date, arrived):
        yield Reason(CODE, _sentence(f"The invoice date {invoice_date} lies {fault} ({arrived})"), "invoice_date")
    if due_date and (fault := _of_term(invoice_date, due_date)):
        yield Reason(CODE, _sentence(f"The due date {due_date} lies {fault} ({invoice_date})"), "due_date")


def _of_arrival(invoice_date: date, arrived: date) -> str | None:
    if invoice_date - arrived > AHEAD:
        return f"more than {AHEAD.days} days after the paper came"
    return "more than two years before the paper came" if arrived - invoice_date > LONG_PAST else None


def _of_term(invoice_date: date, due_date: date) -> str | None:
    """One before the invoice date is told by the record itself, whoever entered it."""
    return "more than a year after the invoice date" if due_date - invoice_date > LONGEST_TERM else None


def _sentence(told: str) -> str:
    return f"{told}: compare it with the paper, then correct or confirm it."
