"""The past lines of a company, arranged to be asked; and which of them have lost their say.

Whoever corrects a value silences older lines with the same key (vendor and sku, or vendor and name) that say otherwise:
those of the same location for good, those of other locations for every location that has no lines of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from payables.coding.model import Confirmed, Example

Key = tuple[int | None, str, str]
Corrections = Mapping[tuple[object, ...], tuple[datetime, str | None]]


class Past:
    """Examples by what they share with a line."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.examples = sorted(examples, key=_newest, reverse=True)
        self._by_key: dict[Key, list[Example]] = {}
        self._by_name: dict[str, list[Example]] = {}
        self._by_vendor: dict[int | None, list[Example]] = {}
        for example in self.examples:
            for key in keys_of(example.vendor_id, example.sku_key, example.name_key):
                self._by_key.setdefault(key, []).append(example)
            self._by_name.setdefault(example.name_key, []).append(example)
            self._by_vendor.setdefault(example.vendor_id, []).append(example)
        self._here, self._anywhere = _corrections(self.examples)

    def with_sku(self, vendor_id: int | None, sku: str) -> list[Example]:
        return self._by_key.get((vendor_id, "sku", sku), [])

    def with_name(self, vendor_id: int | None, name: str) -> list[Example]:
        return self._by_key.get((vendor_id, "name", name), [])

    def elsewhere(self, vendor_id: int | None, name: str) -> list[Example]:
        """With this name, from other vendors."""
        return [e for e in self._by_name.get(name, []) if e.vendor_id != vendor_id] if name else []

    def of_vendor(self, vendor_id: int | None) -> list[Example]:
        return [] if vendor_id is None else self._by_vendor.get(vendor_id, [])

    def heard_here(self, example: Example, type_: str) -> bool:
        """Whether nobody has corrected this value at the example's own location since."""
        return _stands(self._here, example, type_, example.location_id)

    def heard_anywhere(self, example: Example, type_: str) -> bool:
        """Whether nobody has corrected it at any location since."""
        return _stands(self._anywhere, example, type_)


def keys_of(vendor_id: int | None, sku: str, name: str) -> list[Key]:
    """Lines of the same key are the same item."""
    return [(vendor_id, kind, text) for kind, text in (("sku", sku), ("name", name)) if text]


def _corrections(examples: Iterable[Example]) -> tuple[Corrections, Corrections]:
    """The latest value that a person gave, by key, location and type, and by key and type."""
    here: dict[tuple[object, ...], tuple[datetime, str | None]] = {}
    anywhere: dict[tuple[object, ...], tuple[datetime, str | None]] = {}
    for example in examples:
        for type_, value in example.values.items():
            for key in keys_of(example.vendor_id, example.sku_key, example.name_key) if value.by_person else ():
                _keep_latest(here, (key, type_, example.location_id), value)
                _keep_latest(anywhere, (key, type_), value)
    return here, anywhere


def _keep_latest(
    known: dict[tuple[object, ...], tuple[datetime, str | None]], key: tuple[object, ...], value: Confirmed
) -> None:
    if key not in known or known[key][0] < value.at:
        known[key] = value.at, value.dimension_id


def _stands(corrections: Corrections, example: Example, type_: str, *place: object) -> bool:
    value = example.values[type_]
    for key in keys_of(example.vendor_id, example.sku_key, example.name_key):
        said = corrections.get((key, type_, *place))
        if said and said[0] > value.at and said[1] != value.dimension_id:
            return False
    return True


def _newest(example: Example) -> tuple[datetime, int]:
    return max(value.at for value in example.values.values()), example.item
