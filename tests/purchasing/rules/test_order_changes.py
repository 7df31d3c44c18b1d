"""What an order becomes of what was sent."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from payables.purchasing.model import OrderItem
from payables.purchasing.rules.order_changes import SentLine, faults_of_lines, items_after, met_lines, withdrawn_lines

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def item(n: int, name: str, external_id: str | None = None, sku: str | None = None, **changes: Any) -> OrderItem:
    made = OrderItem(
        UUID(int=n), external_id, name, sku, Decimal(1), Decimal(1), "CS", {"department": "dim_1"}, Decimal(0), Decimal(0), NOW, NOW
    )  # fmt: skip
    return replace(made, **changes)


def sent(*lines: dict[str, Any]) -> list[SentLine]:
    whole = {"quantity": Decimal(1), "price": Decimal(1)}
    return [SentLine(f"items[{n}]", {**whole, **line}, None) for n, line in enumerate(lines)]


def met(items: list[OrderItem], lines: list[SentLine]) -> list[int | None]:
    return [line.existing.id.int if line.existing else None for line in met_lines(items, lines)]


@pytest.mark.parametrize(
    ("items", "lines", "expected"),
    [
        ([item(1, "a", "A"), item(2, "b", "B")], [{"name": "x", "external_id": "B"}], [2]),
        ([item(1, "a", "A")], [{"name": "a", "external_id": "B"}], [None]),
        ([item(1, "a")], [{"name": "a", "external_id": "A"}], [1]),
        ([item(1, "a", "A")], [{"name": "a"}], [1]),
        ([item(1, "a"), item(2, "a")], [{"name": "a"}, {"name": "a"}, {"name": "a"}], [1, 2, None]),
        ([item(1, "a", sku="X-1")], [{"name": "a", "sku": "x1"}], [1]),
        ([item(1, "a", sku="X-1")], [{"name": "a", "sku": "X-2"}], [None]),
        ([item(1, "a", "A"), item(2, "a")], [{"name": "a"}, {"name": "a", "external_id": "A"}], [2, 1]),
    ],
)
def test_a_line_that_is_sent_again_is_met(
    items: list[OrderItem], lines: list[dict[str, Any]], expected: list[int | None]
) -> None:
    assert met(items, sent(*lines)) == expected


def test_what_is_not_sent_any_more_is_not_ordered_any_more() -> None:
    items = [item(1, "a", "A"), item(2, "b", "B")]
    (gone,) = withdrawn_lines(items, met_lines(items, sent({"name": "a", "external_id": "A"})))
    assert (gone.id.int, gone.quantity) == (2, 0)


def test_a_line_keeps_what_was_not_sent() -> None:
    items = [item(1, "a", "A", "X")]
    lines = [SentLine("items[0]", {"id": UUID(int=1), "sku": None, "price": Decimal(3)}, None, items[0])]
    (after,) = items_after(items, lines, lambda: UUID(int=9), NOW)
    assert after == replace(items[0], sku=None, price=Decimal(3))
    (coded,) = items_after(items, [replace(lines[0], dimensions={"class": "dim_2"})], lambda: UUID(int=9), NOW)
    assert coded.dimensions == {"class": "dim_2"}


def test_the_unit_of_what_was_billed_stays() -> None:
    billed = item(1, "a", billed=Decimal(1))
    other = [SentLine("items[0]", {"id": billed.id, "uom": "EA"}, None, billed)]
    assert [fault.type for fault in faults_of_lines([billed], [billed], other)] == ["line_in_use"]
    same = [SentLine("items[0]", {"id": billed.id, "uom": "cs"}, None, billed)]
    assert faults_of_lines([billed], [billed], same) == []


def test_an_order_does_not_grow_beyond_a_thousand_lines() -> None:
    many = [item(n, "a") for n in range(1001)]
    assert [fault.type for fault in faults_of_lines(many[:1000], many, [])] == ["too_many_rows"]
