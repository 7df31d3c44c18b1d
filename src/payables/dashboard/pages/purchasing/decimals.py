"""The catalog writes money as texts; pages show it as the numbers that they are."""

from decimal import Decimal
from typing import Any

MONEY = {
    "price",
    "unit_price",
    "last_purchased_price",
    "amount",
    "unit_allowance",
    "effective_price",
    "price_variance",
}


def with_decimals(answer: Any) -> Any:
    """The same answer of the API, with its amounts of money as Decimal wherever they stand in it."""
    if isinstance(answer, list):
        return [with_decimals(each) for each in answer]
    if not isinstance(answer, dict):
        return answer
    return {
        name: Decimal(value) if name in MONEY and isinstance(value, str) else with_decimals(value)
        for name, value in answer.items()
    }
