"""What lines come to, against the total."""

from decimal import Decimal

import pytest

from payables.invoices.rules.sums import add_up


def amounts(*texts: str | None) -> list[Decimal | None]:
    return [Decimal(text) if text else None for text in texts]


@pytest.mark.parametrize(
    ("total", "tax", "lines", "difference", "adds_up"),
    [
        ("110", "10", amounts("60", "40"), "0", True),
        ("110", "10", amounts("70", "40"), "0", True),
        ("110.01", "10", amounts("60", "40"), "0.01", True),
        ("110.02", "10", amounts("60", "40"), "0.02", False),
        ("100", "0", amounts("60"), "40", False),
        ("10.02", "0", amounts("2", "2", "2", "4"), "0.02", True),
    ],
)
def test_with_tax_or_without_the_nearer_is_compared(
    total: str, tax: str, lines: list[Decimal | None], difference: str, adds_up: bool
) -> None:
    found = add_up(lines, "USD", total=Decimal(total), tax=Decimal(tax), discount=None)
    assert (found.difference, found.adds_up) == (Decimal(difference), adds_up)


def test_a_discount_counts() -> None:
    found = add_up(amounts("60", "40"), "USD", total=Decimal(95), tax=None, discount=Decimal(5))
    assert (found.lines, found.net, found.adds_up) == (Decimal(100), Decimal(95), True)


def test_a_currency_without_decimals_bears_a_whole_unit() -> None:
    assert add_up(amounts("60"), "JPY", total=Decimal(61), tax=None, discount=None).adds_up is True


@pytest.mark.parametrize(("total", "lines"), [(None, amounts("60")), ("60", amounts("60", None)), ("60", [])])
def test_where_something_is_missing_nothing_is_compared(total: str | None, lines: list[Decimal | None]) -> None:
    found = add_up(lines, "USD", total=Decimal(total) if total else None, tax=None, discount=None)
    assert (found.difference, found.adds_up) == (None, None)
