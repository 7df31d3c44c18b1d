"""Which line of its order a receipt's line is for, and which of the receipt's own lines is meant."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from payables.purchasing.model import OrderItem, ReceiptItem
from payables.purchasing.rules.receipt_fields import LineSent
from payables.purchasing.rules.receipt_lines import LinesPlanned, Planner

NOW = datetime(2026, 11, 21, tzinfo=UTC)
ZERO = Decimal(0)


def ordered(external_id: str | None = None, sku: str | None = None, name: str = "Flour") -> OrderItem:
    return OrderItem(uuid4(), external_id, name, sku, Decimal(9), Decimal(1), None, {}, ZERO, ZERO, NOW, NOW)


def came(of: OrderItem, external_id: str | None = None, quantity: int = 1) -> ReceiptItem:
    return ReceiptItem(uuid4(), of.id, external_id, Decimal(quantity), None, None, None, ZERO, NOW, NOW)


def sent(
    of: UUID | None = None, *, by: str | None = None, sku: str | None = None, id: UUID | None = None, **values: Any
) -> LineSent:
    told = {name: Decimal(value) if name == "quantity" else value for name, value in values.items()}
    return LineSent("items[0]", id, of, by, sku, told)


def planner(order: list[OrderItem], existing: list[ReceiptItem] | None = None) -> Planner:
    return Planner(order, existing or [], uuid4, NOW)


def codes(planned: LinesPlanned) -> list[str]:
    return [fault.type for fault in planned.faults]


def test_an_id_and_the_erps_name_one_line_or_none() -> None:
    one, other = ordered("A"), ordered("B")
    planned = planner([one, other]).replace_all([sent(one.id, by="A", quantity=1), sent(by="B", quantity=2)])
    assert [item.purchase_order_item for item in planned.new] == [one.id, other.id]
    assert codes(planner([one, other]).replace_all([sent(one.id, by="B", quantity=1)])) == ["unknown_order_line"]


@pytest.mark.parametrize(
    ("skus", "code"), [(["x1", "x2"], "unknown_order_line"), (["A-1", "a 1"], "ambiguous_order_line")]
)
def test_a_sku_names_exactly_one(skus: list[str], code: str) -> None:
    assert codes(planner([ordered(sku=sku) for sku in skus]).replace_all([sent(sku="A1", quantity=1)])) == [code]


def test_lines_sent_again_meet_those_that_are_there() -> None:
    flour, tea = ordered(), ordered()
    existing = [came(flour, "R1"), came(flour), came(tea)]
    again = [
        sent(flour.id, quantity=2),
        sent(flour.id, external_id="R1", quantity=3),
        sent(tea.id, external_id="R3", quantity=1),
    ]
    planned = planner([flour, tea], existing).replace_all(again)
    assert {item.id: (item.quantity, item.external_id) for item in planned.changed} == {
        existing[1].id: (2, None), existing[0].id: (3, "R1"), existing[2].id: (1, "R3"),
    }  # fmt: skip
    assert planned.new == []


def test_a_line_of_another_external_id_is_another_line() -> None:
    flour = ordered()
    existing = came(flour, "R1", 4)
    planned = planner([flour], [existing]).replace_all([sent(flour.id, external_id="R2", quantity=1)])
    assert [(item.external_id, item.quantity) for item in planned.new] == [("R2", 1)]
    assert [(item.id, item.quantity) for item in planned.changed] == [(existing.id, 0)]


def test_what_is_sent_as_it_is_changes_nothing() -> None:
    flour = ordered()
    existing = [came(flour), came(flour)]
    planned = planner([flour], existing).replace_all([sent(flour.id, quantity=1), sent(flour.id, quantity=1)])
    assert (planned.changed, planned.new, planned.faults) == ([], [], [])


def test_a_change_leaves_the_other_lines_alone() -> None:
    flour = ordered()
    existing = [came(flour, quantity=1), came(flour, quantity=2)]
    planned = planner([flour], existing).change_some([sent(id=existing[0].id, quantity=5)])
    assert [(item.id, item.quantity) for item in planned.changed] == [(existing[0].id, 5)]


def test_two_lines_with_one_external_id_are_refused() -> None:
    flour = ordered()
    existing = [came(flour, "R1"), came(flour, "R2")]
    planned = planner([flour], existing).change_some([sent(id=existing[1].id, external_id="R1")])
    assert codes(planned) == ["already_exists"]
    swapped = planner([flour], existing).change_some(
        [sent(id=existing[1].id, external_id="R1"), sent(id=existing[0].id, external_id="R3")]
    )
    assert codes(swapped) == []
