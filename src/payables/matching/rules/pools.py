"""Lines of orders that are one thing to an invoice: the same item at the same price in the same unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from payables.matching.rules.keys import key_of
from payables.matching.rules.rooms import Room


@dataclass(frozen=True, slots=True)
class Pool:
    """In the order of the orders, which is that of their dates. `item` is None for what has no name."""

    item: str | None
    rooms: tuple[Room, ...]

    @property
    def first(self) -> Room:
        return self.rooms[0]

    @property
    def price(self) -> Decimal:
        return self.first.line.price

    @property
    def left(self) -> Decimal:
        return sum((room.left for room in self.rooms), Decimal(0))

    @property
    def fits(self) -> Decimal:
        return sum((room.fits for room in self.rooms), Decimal(0))

    @property
    def whole(self) -> Decimal:
        return sum((room.whole for room in self.rooms), Decimal(0))

    @property
    def taken(self) -> Decimal:
        """By other invoices."""
        return sum((room.line.taken for room in self.rooms), Decimal(0))

    @property
    def own(self) -> Decimal:
        return sum((room.own for room in self.rooms), Decimal(0))

    @property
    def waits_for_goods(self) -> bool:
        """Nothing of it may be billed before something comes, and nothing has."""
        return not any(room.two_way or room.received for room in self.rooms)


def pools_of(rooms: Sequence[Room]) -> list[Pool]:
    found: dict[tuple[object, ...], list[Room]] = {}
    for room in rooms:
        line = room.line
        item = key_of(line.sku, line.name)
        alone = line.id if item is None else None
        found.setdefault((item, (line.uom or "").strip().casefold(), line.price, alone), []).append(room)
    return [Pool(key[0] if isinstance(key[0], str) else None, tuple(each)) for key, each in found.items()]
