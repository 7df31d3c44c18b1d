"""What the decoder says of a value, as a fault of the field that the client sent."""

from typing import Any

import msgspec
import pytest

from payables.platform.http.translate import field_fault


class Line(msgspec.Struct):
    price: int


class Order(msgspec.Struct):
    items: list[Line] = []
    shares: dict[str, list[Line]] = {}


@pytest.mark.parametrize(
    ("sent", "kind", "field"),
    [
        ({"items": [{"price": "x"}]}, Order, "items[0].price"),
        ({"items": [{"price": 1}, {}]}, Order, "items[1].price"),
        ({"items": 1}, Order, "items"),
        ({"shares": {"a": [{"price": "x"}]}}, Order, "shares[0].price"),
        ({"a": [{"price": "x"}]}, dict[str, list[Line]], "body[0].price"),
        ([{"price": "x"}], list[Line], "body[0].price"),
        ([{}], list[Line], "body[0].price"),
        ([], Order, "body"),
        ({}, Line, "price"),
    ],
)
def test_a_fault_is_named_by_its_path(sent: Any, kind: Any, field: str) -> None:
    with pytest.raises(msgspec.ValidationError) as raised:
        msgspec.json.decode(msgspec.json.encode(sent), type=kind)
    assert field_fault(str(raised.value)).field == field
