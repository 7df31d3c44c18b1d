"""What is left of the lines of orders while one invoice is compared: what it takes itself is no longer left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from payables.matching.model import Allocation, Delivered, Ordered, OrderedLine

ZERO = Decimal(0)


@dataclass(slots=True)
class Room:
    """One line of an order. `own` is what this invoice has taken so far."""

    line: OrderedLine
    two_way: bool
    own: Decimal = ZERO
    _of_receipts: list[Decimal] = field(default_factory=list[Decimal])

    def __post_init__(self) -> None:
        self._of_receipts = [max(ZERO, each.quantity - each.taken) for each in self._oldest_first()]

    @property
    def received(self) -> Decimal:
        return sum((max(ZERO, each.quantity) for each in self.line.deliveries), ZERO)

    @property
    def whole(self) -> Decimal:
        """What all invoices together may bill by now."""
        return self.line.quantity if self.two_way else min(self.line.quantity, self.received)

    @property
    def left(self) -> Decimal:
        """What is ordered and not taken, received or not: the most that can be allocated."""
        return max(ZERO, self.line.quantity - self.line.taken - self.own)

    @property
    def fits(self) -> Decimal:
        """What may be billed now. What was taken ahead of its receipt is no longer open when the receipt comes."""
        return max(ZERO, self.whole - self.line.taken - self.own)

    def take(self, quantity: Decimal) -> list[Allocation]:
        """As much of it as is left, from the oldest receipt first, and the rest without a receipt."""
        rest = min(quantity, self.left)
        self.own += rest
        taken: list[Allocation] = []
        for place, delivered in enumerate(self._oldest_first()):
            part = min(rest, self._of_receipts[place])
            if part > 0:
                self._of_receipts[place] -= part
                rest -= part
                taken.append(Allocation(self.line.order, self.line.id, delivered.receipt_item, part))
        if rest > 0:
            taken.append(Allocation(self.line.order, self.line.id, None, rest))
        return taken

    def _oldest_first(self) -> list[Delivered]:
        return sorted(self.line.deliveries, key=lambda each: (each.received_on, each.receipt_item))


def rooms_of(orders: Sequence[Ordered]) -> Iterator[Room]:
    for order in orders:
        for line in order.lines:
            yield Room(line, order.two_way)


def joined(allocations: Sequence[Allocation]) -> tuple[Allocation, ...]:
    """One for each line of an order and receipt."""
    sums: dict[tuple[object, ...], Allocation] = {}
    for one in allocations:
        key = (one.order_line, one.receipt_item)
        before = sums[key].quantity if key in sums else ZERO
        sums[key] = Allocation(one.order, one.order_line, one.receipt_item, before + one.quantity)
    return tuple(sums.values())
