"""Payment terms: from the text on a vendor to the due date of an invoice.

Forms: contract/platform.md section 8.5 and guides/vendors.txt, in any case, with any blanks. Text that is none of them
gives no due date; it is kept, and the due date is set by hand.

What the forms leave open is decided here:
- A day that a month does not have is its last day: the 31st of April is the 30th, the 30th of February the 28th or
  the 29th.
- "10th of month" on the 10th is due that day; from the 11th on, the 10th of the next month. "31st of month" on
  30 April is due that day.
- "EOM" counts from the last day of the invoice's month, also when the invoice is of that day; without days it is due
  on that day.
- "10" is ten days, "10th" the tenth of a month. Of "2% 10 net 30" only the 30 days count.
- Days run from 0 to 365, days of a month from 1 to 31; other numbers are unreadable.
- "Net 10 EOM" is "EOM 10".
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from payables.kit.dates import last_day_of_month

MAX_DAYS = 365
MAX_TEXT = 100


class TermsKind(StrEnum):
    """From where the days of payment terms count."""

    AFTER_INVOICE = "after_invoice"
    AFTER_MONTH_END = "after_month_end"
    DAY_OF_NEXT_MONTH = "day_of_next_month"
    DAY_OF_MONTH = "day_of_month"


@dataclass(frozen=True, slots=True)
class NetTerms:
    """Payment terms that were understood. `days` is a number of days, or a day of the month for the last two kinds."""

    kind: TermsKind
    days: int

    def __str__(self) -> str:
        """The terms in a form that `parse_terms` reads back."""
        return _CANONICAL[self.kind].format(days=self.days)


_CANONICAL = {
    TermsKind.AFTER_INVOICE: "Net {days}",
    TermsKind.AFTER_MONTH_END: "EOM {days}",
    TermsKind.DAY_OF_NEXT_MONTH: "Net {days} next month",
    TermsKind.DAY_OF_MONTH: "{days} of month",
}

_NET = r"(?:net|n)(?:-| ?[./]? ?)"
_DAYS = r"(?P<days>[0-9]{1,3})(?: ?(?:days?|d))?"
_ORDINAL = r"(?P<days>[0-9]{1,2}) ?(?:st|nd|rd|th)"
_DISCOUNT = r"[0-9]{1,2}(?:[.,][0-9]{1,3})? ?(?:% ?[/,]?|/) ?[0-9]{1,3}(?: ?days?)?[ ,;]+"
_NEXT_MONTH = r"(?:of )?(?:the )?(?:next|following) month"

_FORMS: list[tuple[TermsKind, re.Pattern[str]]] = [
    (kind, re.compile(form))
    for kind, form in [
        (TermsKind.AFTER_INVOICE, rf"(?:(?:{_DISCOUNT})?{_NET})?{_DAYS}"),
        (TermsKind.AFTER_INVOICE, rf"(?:{_DISCOUNT})?{_DAYS} net"),
        (TermsKind.AFTER_INVOICE, r"(?:due |payable )?(?:up)?on receipt(?P<days>)"),
        (TermsKind.AFTER_MONTH_END, rf"eom[ +]*(?:{_NET})?{_DAYS}"),
        (TermsKind.AFTER_MONTH_END, rf"(?:{_NET})?{_DAYS} eom"),
        (TermsKind.AFTER_MONTH_END, r"(?:net )?eom(?P<days>)"),
        (TermsKind.DAY_OF_NEXT_MONTH, rf"(?:{_NET})?{_DAYS} {_NEXT_MONTH}"),
        (TermsKind.DAY_OF_NEXT_MONTH, rf"(?:{_NET})?(?:the )?{_ORDINAL} {_NEXT_MONTH}"),
        (TermsKind.DAY_OF_MONTH, rf"(?:{_NET})?(?:the )?{_ORDINAL}(?: (?:of )?(?:the |each |every )?month)?"),
        (TermsKind.DAY_OF_MONTH, r"(?P<days>[0-9]{1,2}) of (?:the |each |every )?month"),
    ]
]
_DAYS_ALLOWED = {
    TermsKind.AFTER_INVOICE: range(MAX_DAYS + 1),
    TermsKind.AFTER_MONTH_END: range(MAX_DAYS + 1),
    TermsKind.DAY_OF_NEXT_MONTH: range(1, 32),
    TermsKind.DAY_OF_MONTH: range(1, 32),
}


def due_date(terms: str | None, invoice_date: date) -> date | None:
    """The day an invoice is due by its vendor's terms, never before the invoice date; None if the terms are absent or
    unreadable, or the day lies beyond the calendar."""
    read = parse_terms(terms) if terms else None
    if read is None:
        return None
    try:
        return _due(read, invoice_date)
    except (OverflowError, ValueError):
        return None


def parse_terms(text: str) -> NetTerms | None:
    """The terms a text stands for, or None if it is none of the known forms."""
    if len(text) > MAX_TEXT:
        return None
    plain = " ".join(text.casefold().split()).rstrip(".")
    for kind, form in _FORMS:
        if found := form.fullmatch(plain):
            days = int(found["days"] or 0)
            return NetTerms(kind, days) if days in _DAYS_ALLOWED[kind] else None
    return None


def _due(terms: NetTerms, invoice_date: date) -> date:
    match terms.kind:
        case TermsKind.AFTER_INVOICE:
            return invoice_date + timedelta(days=terms.days)
        case TermsKind.AFTER_MONTH_END:
            return last_day_of_month(invoice_date) + timedelta(days=terms.days)
        case TermsKind.DAY_OF_NEXT_MONTH:
            return _day_of_month(_next_month(invoice_date), terms.days)
        case TermsKind.DAY_OF_MONTH:
            this_month = _day_of_month(invoice_date, terms.days)
            return this_month if this_month >= invoice_date else _day_of_month(_next_month(invoice_date), terms.days)


def _day_of_month(month: date, day: int) -> date:
    last = last_day_of_month(month)
    return last if day >= last.day else month.replace(day=day)


def _next_month(day: date) -> date:
    return last_day_of_month(day) + timedelta(days=1)
