"""Sums of an aging by currency: amounts of two currencies are never added."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

BUCKETS = ("not_due", "days_1_30", "days_31_60", "days_61_90", "days_over_90", "total", "approved")


class Row(Protocol):
    """What a vendor is owed in one currency, with an amount of each of BUCKETS."""

    @property
    def currency(self) -> str: ...


def totals(rows: Sequence[Row]) -> dict[str, dict[str, Decimal]]:
    """Currency -> bucket -> sum, in the order of the currencies."""
    found: dict[str, dict[str, Decimal]] = {}
    for row in sorted(rows, key=lambda one: one.currency):
        sums = found.setdefault(row.currency, dict.fromkeys(BUCKETS, Decimal(0)))
        for bucket in BUCKETS:
            sums[bucket] += getattr(row, bucket)
    return found
