"""What one unit in a pack costs."""

from decimal import Decimal

import pytest

from payables.catalog.rules.unit_price import unit_price


@pytest.mark.parametrize(
    ("price", "size", "found"),
    [
        ("24.99", "6 CT", "4.17"),
        ("26.99", "6 CT", "4.50"),
        ("19.50", "12.0/16 OZ", "1.63"),
        ("50", "6/10#", "8.33"),
        ("25", "25 LB", "1.00"),
        ("36", "1 DZ", "3.00"),
        ("0.10", "1000 CT", "0.000100"),
        ("0", "6 CT", "0.00"),
        ("3", "1 EA", None),
        ("3", "CASE", None),
        ("3", "a handful", None),
        ("3", None, None),
    ],
)
def test_the_price_is_divided_by_what_is_in_the_pack(price: str, size: str | None, found: str | None) -> None:
    assert unit_price(Decimal(price), size) == (None if found is None else Decimal(found))


def test_without_a_price_there_is_none() -> None:
    assert unit_price(None, "6 CT") is None
