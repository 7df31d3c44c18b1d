"""Parts of a split as they are sent: what is accepted, what they must come to."""

from decimal import Decimal
from typing import Any

import pytest

from payables.coding.errors import SplitDoesNotAddUp
from payables.coding.rules.split_parts import check_sum, read_parts


@pytest.mark.parametrize(
    ("part", "field", "code"),
    [
        ({"percent": 0}, "splits[0].percent", "invalid_percent"),
        ({"percent": -5}, "splits[0].percent", "invalid_percent"),
        ({"percent": 101}, "splits[0].percent", "invalid_percent"),
        ({"percent": "50"}, "splits[0].percent", "invalid_amount"),
        ({"percent": Decimal("0.1234567")}, "splits[0].percent", "too_many_decimals"),
        ({"amount": Decimal("1.005")}, "splits[0].amount", "too_many_decimals"),
        ({}, "splits[0]", "percent_or_amount"),
        ({"percent": 100, "amount": 10}, "splits[0]", "percent_or_amount"),
        ({"percent": 100, "memo": 7}, "splits[0].memo", "invalid"),
        ({"percent": 100, "memo": "x" * 1001}, "splits[0].memo", "too_long"),
        ({"percent": 100, "dimensions": []}, "splits[0].dimensions", "invalid"),
        ({"percent": 100, "custom_fields": "x"}, "splits[0].custom_fields", "invalid"),
        ("all", "splits[0]", "invalid"),
    ],
)
def test_a_wrong_part_is_named(part: Any, field: str, code: str) -> None:
    _, faults = read_parts([part], "USD")
    assert (faults[0].field, faults[0].type) == (field, code)


@pytest.mark.parametrize("sent", [None, {}, [], [{"percent": 1}] * 101])
def test_a_list_of_one_to_a_hundred_parts_is_wanted(sent: Any) -> None:
    _, faults = read_parts(sent, "USD")
    assert [fault.field for fault in faults] == ["splits"]


def test_percentages_and_amounts_do_not_mix() -> None:
    _, faults = read_parts([{"percent": 50}, {"amount": 5}], "USD")
    assert [fault.type for fault in faults] == ["mixed_parts"]


def test_a_rule_takes_percentages_alone() -> None:
    _, faults = read_parts([{"amount": 5}], None)
    assert [(fault.field, fault.type) for fault in faults] == [("splits[0].amount", "percent_needed")]


@pytest.mark.parametrize(
    ("percents", "difference"), [((60, 39), "1 percent"), ((Decimal("33.333333"),) * 3, "0.000001")]
)
def test_percentages_come_to_exactly_a_hundred(percents: tuple[Any, ...], difference: str) -> None:
    parts, _ = read_parts([{"percent": percent} for percent in percents], "USD")
    with pytest.raises(SplitDoesNotAddUp, match=f"the difference is {difference}"):
        check_sum(parts, None)


@pytest.mark.parametrize(("amounts", "whole"), [((60, 40), 100), ((120, -20), 100), ((-60, -40), -100), ((5, -5), 0)])
def test_amounts_come_to_exactly_what_is_split(amounts: tuple[int, ...], whole: int) -> None:
    parts, faults = read_parts([{"amount": amount} for amount in amounts], "USD")
    assert faults == []
    check_sum(parts, Decimal(whole))
    with pytest.raises(SplitDoesNotAddUp, match=r"difference is 0\.01"):
        check_sum(parts, whole + Decimal("0.01"))
