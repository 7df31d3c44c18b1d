"""What the decoder says of a value, as a fault of the field that the client sent."""

from typing import Annotated, Any

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


class Named(msgspec.Struct):
    name: Annotated[str, msgspec.Meta(min_length=2, max_length=3)] = "two"
    ids: Annotated[list[int], msgspec.Meta(max_length=1)] = []


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"name": "four"}, "Send at most 3 characters."),
        ({"name": "1"}, "Send at least 2 characters."),
        ({"ids": [1, 2]}, "Send at most 1 of them."),
        ({"name": 4}, "Expected str, got int"),
    ],
)
def test_how_long_something_may_be_is_said_in_words_for_whoever_typed_it(sent: Any, sentence: str) -> None:
    with pytest.raises(msgspec.ValidationError) as raised:
        msgspec.convert(sent, Named)
    assert field_fault(str(raised.value)).error == sentence
