"""What counts of a delivery, in the unit of the order's line."""

from decimal import Decimal

import pytest

from payables.purchasing.rules.receipt_counting import counted
from payables.units.model import Conversion


@pytest.mark.parametrize(
    ("quantity", "received", "ordered", "name", "counts"),
    [
        ("5", None, None, "Flour", "5"),
        ("5", None, "CS", "Flour", "5"),
        ("5", "BX", None, "Flour", "5"),
        ("5", "case", "CS", "Flour", "5"),
        ("5", "Sack-of-ours", "sack-of-ours", "Flour", "5"),
        ("0", "EA", "CS", "Flour", "0"),
        ("18", "EA", "DZ", "Eggs", "1.5"),
        ("2", "KG", "G", "Salt", "2000"),
        ("2", "CS", "LB", "Tomatoes 6/10#", "120"),
        ("24", "EA", "CS", "Beans 12/16 OZ", "2"),
        ("24", "EA", "CS", "Beans", None),
        ("1", "CS", "KG", "Ham", None),
        ("1", "Fass voll", "KG", "Ham", None),
    ],
)
def test_a_quantity_is_converted_or_does_not_count(
    quantity: str, received: str | None, ordered: str | None, name: str, counts: str | None
) -> None:
    assert counted(Decimal(quantity), received, ordered, name, []) == (None if counts is None else Decimal(counts))


def test_what_was_learned_of_an_item_converts_it() -> None:
    learned = [Conversion("n:BEANS", "CS", "EA", Decimal(24))]
    assert counted(Decimal(36), "EA", "CS", "Beans", learned) == Decimal("1.5")
