"""Which values of a paper stand where: for boxes on the picture of a page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast


@dataclass(frozen=True, slots=True)
class PlacedValue:
    """`name` is the value's path in what was read, such as `total_amount` or `items[2].price`; `box` is in shares of the upright
    page `page`, as pages were counted when they were read."""

    name: str
    page: int
    box: list[float]
    value: str
    confidence: Any  # a share


def placed_values(reading: Mapping[str, Any]) -> list[PlacedValue]:
    """`reading` is extraction/model.py, Reading, as plain values. What stands on no page, and what was read instead of a value
    that memory chose, is left out."""
    found = list(_within(reading.get("fields") or {}, ""))
    for name in ("items", "allowances", "charges", "taxes"):
        for place, part in enumerate(reading.get(name) or []):
            found += _within(part, f"{name}[{place}].")
    return found


def _within(part: Mapping[str, Any], path: str) -> Iterator[PlacedValue]:
    for name, value in part.items():
        if isinstance(value, dict) and {"value", "confidence"} <= value.keys():
            yield from _placed(cast(dict[str, Any], value), path + name)


def _placed(field: Mapping[str, Any], name: str) -> Iterator[PlacedValue]:
    if box := field.get("box"):
        yield PlacedValue(name, int(field.get("page", 1)), list(box), str(field["value"]), field["confidence"])
