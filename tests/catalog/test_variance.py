"""How far a billed price lies from what was agreed: pure."""

from decimal import Decimal

import pytest

from payables.catalog.model import Candidate, Effective, Line, NotCompared
from payables.catalog.rules.packs import packs_of
from payables.catalog.rules.variance import compare
from payables.units.model import Conversion
from payables.units.rules.units_in import units_in

CASE = Candidate(1, "Roma Tomatoes", None, None, "6 CT", "CASE")
AGREED = Effective(Decimal("24.99"), Decimal("4.17"), Decimal("24.99"))


def billed(
    price: str | None, unit: str | None, quantity: str = "12", entry: Candidate = CASE, agreed: Effective | None = AGREED,
    learned: tuple[Conversion, ...] = (), pack: str | None = None,
) -> tuple[str | None, str | None, str | None, NotCompared | None]:  # fmt: skip
    """Packs, price per pack and variance, as texts."""
    line = Line(9, "k", quantity=Decimal(quantity), unit=unit, price=Decimal(price) if price else None, pack=pack)
    per_pack, in_pack = packs_of(line, entry, learned)
    found = compare(line.price, line.quantity, per_pack=per_pack, in_pack=in_pack, effective=agreed)
    numbers = (found.packs, found.pack_price, found.price_variance)
    packs, price_, variance = (None if number is None else format(number.normalize(), "f") for number in numbers)
    return packs, price_, variance, found.problem


@pytest.mark.parametrize(
    ("price", "unit", "expected"),
    [
        ("27.50", "CS", ("12", "27.5", "2.51", None)),
        ("27.50", None, ("12", "27.5", "2.51", None)),  # without a unit: by the pack
        ("24.99", "Case", ("12", "24.99", "0", None)),
        ("20", "CS", ("12", "20", "-4.99", None)),
        ("4.17", "EA", ("2", "24.99", "0", None)),  # 6 x 4.17 is 25.02, and yet what was agreed for one
        ("4.50", "EA", ("2", "26.97", "1.98", None)),
        ("4.50", "LB", (None, None, None, NotCompared.NOT_CONVERTIBLE)),  # held, never guessed
        (None, "CS", (None, None, None, NotCompared.NO_PRICE_BILLED)),
        ("-1", "CS", (None, None, None, NotCompared.RETURNED)),
    ],
)
def test_a_price_is_compared_in_packs_of_the_catalog(price: str, unit: str, expected: tuple[object, ...]) -> None:
    assert billed(price, unit) == expected


def test_what_was_learned_of_an_item_converts_it() -> None:
    learned = (Conversion("k", "BG", "CS", Decimal("0.5")),)
    assert billed("13", "BAG", entry=Candidate(1, "Rice", uom="CASE"), learned=learned)[:3] == ("6", "26", "1.01")


def test_weights_are_converted_by_the_pack() -> None:
    entry = Candidate(1, "Cheese", None, None, "6/10#", "CS")
    agreed = Effective(Decimal("120"), None, Decimal("120"))
    assert billed("2.10", "LB", "120", entry, agreed) == ("2", "126", "6", None)


def test_returned_goods_are_not_compared() -> None:
    assert billed("27.50", "CS", quantity="-1")[3] is NotCompared.RETURNED


def test_without_a_price_in_the_catalog_nothing_varies() -> None:
    assert billed("27.50", "CS", agreed=None) == ("12", "27.5", None, NotCompared.NO_CATALOG_PRICE)


def test_a_price_that_was_agreed_for_the_unit_alone_holds_for_the_pack() -> None:
    assert billed("27.50", "CS", agreed=Effective(None, Decimal("4.50"), None))[2] == "0.5"


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ("6 CT", "6"),
        ("6/10#", "6"),
        ("12.0/16 OZ", "12"),
        ("40 LB", "1"),
        ("2 DZ", "24"),
        ("as ordered", None),
        (None, None),
    ],
)
def test_units_in_a_pack(size: str | None, expected: str | None) -> None:
    assert units_in(size) == (None if expected is None else Decimal(expected))
