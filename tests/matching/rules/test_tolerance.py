"""Which limits hold."""

from decimal import Decimal
from uuid import UUID

import pytest

from payables.matching.model import OrderedLine, Tolerance, Tolerances
from payables.matching.rules.tolerance import charge_limit, price_limit, quantity_limit, tolerance_of

VENDOR, FOOD, WEST, COMPANY = (Tolerance(price_percent=Decimal(n)) for n in range(1, 5))


def line(**dimensions: str) -> OrderedLine:
    return OrderedLine(
        UUID(int=1), UUID(int=2), "Rice", None, Decimal(1), None, Decimal(1), Decimal(0), dimensions=dimensions
    )


def test_the_vendors_row_holds_before_a_categorys_and_that_before_the_companys() -> None:
    categories = {"dim_food": FOOD, "dim_west": WEST}
    assert tolerance_of(line(account="dim_food"), Tolerances(VENDOR, categories, COMPANY)) is VENDOR
    assert tolerance_of(line(account="dim_food"), Tolerances(None, categories, COMPANY)) is FOOD
    assert tolerance_of(line(account="dim_other"), Tolerances(None, categories, COMPANY)) is COMPANY
    assert tolerance_of(None, Tolerances(None, categories, COMPANY)) is COMPANY


def test_of_two_categories_the_first_type_in_alphabetical_order_holds() -> None:
    categories = {"dim_food": FOOD, "dim_west": WEST}
    assert tolerance_of(line(region="dim_west", account="dim_food"), Tolerances(None, categories, COMPANY)) is FOOD


@pytest.mark.parametrize(
    ("percent", "amount", "limit"),
    [
        (None, None, "0"),
        ("5", None, "10"),
        (None, "3", "3"),
        ("5", "3", "3"),
        ("1", "3", "2"),
        ("0", "3", "0"),
        ("2.5", "0", "0"),
    ],
)
def test_where_both_stand_the_smaller_holds_and_where_neither_stands_nothing_is_tolerated(
    percent: str | None, amount: str | None, limit: str
) -> None:
    limits = (percent and Decimal(percent), amount and Decimal(amount))
    tolerance = Tolerance(*limits, *limits, *limits)
    for limit_of in (price_limit, quantity_limit, charge_limit):
        assert limit_of(tolerance, Decimal(200)) == Decimal(limit)
