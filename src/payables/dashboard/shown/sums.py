"""What invoices come to, by currency."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from babel import Locale

from payables.dashboard.shown.values import money

CREDIT_MEMO = "credit_memo"


def sums_of(invoices: Sequence[Mapping[str, Any]]) -> list[tuple[str | None, Decimal]]:
    """Totals by currency; what is credited is taken away."""
    sums: dict[str | None, Decimal] = {}
    for one in invoices:
        if one["total_amount"] is not None:
            sums[one["currency"]] = sums.get(one["currency"], Decimal(0)) + signed(one)
    return sorted(sums.items(), key=lambda one: one[0] or "")


def signed(invoice: Mapping[str, Any]) -> Decimal:
    """Its total, as it counts."""
    total = Decimal(invoice["total_amount"])
    return -total if invoice["type"] == CREDIT_MEMO else total


def total(invoice: Mapping[str, Any], locale: Locale) -> str:
    """The same as people read it: a credit memo has a minus, so that rows come to their sum."""
    return money(None if invoice["total_amount"] is None else signed(invoice), invoice["currency"], locale)
