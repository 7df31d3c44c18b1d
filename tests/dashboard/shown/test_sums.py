"""What a list of invoices comes to."""

from decimal import Decimal
from typing import Any

from payables.dashboard.shown.sums import sums_of, total
from payables.dashboard.shown.values import locale_of


def one(total: str | None, currency: str | None = "USD", type: str = "invoice") -> dict[str, Any]:
    return {"total_amount": None if total is None else Decimal(total), "currency": currency, "type": type}


def test_each_currency_by_itself_and_what_is_credited_is_taken_away() -> None:
    invoices = [one("10.00"), one("2.50", type="credit_memo"), one("7", "EUR"), one(None), one("1", None)]
    assert sums_of(invoices) == [(None, Decimal(1)), ("EUR", Decimal(7)), ("USD", Decimal("7.50"))]


def test_the_total_of_a_credit_memo_is_shown_with_a_minus_and_none_as_nothing() -> None:
    english = locale_of("en-US")
    shown = [total(found, english) for found in (one("5"), one("5", type="credit_memo"), one(None, type="credit_memo"))]
    assert shown == ["$5.00", "-$5.00", "—"]
