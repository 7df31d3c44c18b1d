"""Cells as values."""

from decimal import Decimal

import pytest

from payables.imports.rules import cells
from payables.kit.bad_value import BadValueError


@pytest.mark.parametrize(
    ("cell", "mark", "amount"),
    [
        ("1234.50", ".", "1234.50"),
        ("1,234.50", ".", "1234.50"),
        ("1,234,567.8", ".", "1234567.8"),
        ("1.234,50", ",", "1234.50"),
        ("1 234,50", ",", "1234.50"),
        ("-7", ".", "-7"),
        ("0,5", ",", "0.5"),
    ],
)
def test_an_amount_is_read_by_the_files_decimal_mark(cell: str, mark: str, amount: str) -> None:
    assert cells.amount(cell, mark) == Decimal(amount)


@pytest.mark.parametrize(
    ("cell", "mark"), [("1.234,50", "."), ("12,34", "."), ("1,2,3", ","), ("1e5", "."), ("٣", ".")]
)
def test_an_amount_that_does_not_fit_is_refused(cell: str, mark: str) -> None:
    with pytest.raises(BadValueError):
        cells.amount(cell, mark)


@pytest.mark.parametrize("cell", ["03/04/2026", "2026-02-30", "20260101"])
def test_a_day_that_could_mean_two_is_refused(cell: str) -> None:
    with pytest.raises(BadValueError):
        cells.day(cell)
