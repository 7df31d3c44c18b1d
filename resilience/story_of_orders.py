"""Random orders, receipts and invoices, and a ledger that counts what is allocated to them as the database does."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from random import Random
from uuid import UUID

from payables.matching.model import (
    Allocation,
    Billed,
    BilledLine,
    Charge,
    Delivered,
    Known,
    Match,
    Ordered,
    OrderedLine,
    Tolerance,
    Tolerances,
)
from payables.units.model import Conversion

NONE = Decimal(0)
ITEMS = (("T1", "Roma tomatoes"), ("L1", "Iceberg lettuce"), ("B1", "White beans"), (None, "Window cleaning"))
# Case and each are learned for two of the items; of the others they cannot be compared.
LEARNED = (Conversion("s:T1", "CS", "EA", Decimal(12)), Conversion("s:B1", "CS", "EA", Decimal(7)))
UNITS = ("CS", "EA", None)
PRICES = ("10", "12.50", "3.3333", "0")
IDS = count(1)
QUANTITIES = ("1", "2", "3", "7", "10", "0.5", "2.25", "100")


@dataclass
class Ledger:
    """What all invoices of a story have taken so far, and how often that was too much."""

    orders: tuple[Ordered, ...]
    lines: dict[UUID, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    receipts: dict[UUID, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    charged: dict[tuple[UUID, Charge], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    tried: int = 0
    over: int = 0

    def seen(self) -> tuple[Ordered, ...]:
        """The orders as the next invoice finds them."""
        return tuple(self._order(order) for order in self.orders)

    def post(self, found: Match) -> None:
        for line in found.lines:
            for one in line.allocations:
                self._allocate(one)
        for order, charges in found.charges.items():
            for kind, amount in charges.items():
                self.charged[order, kind] += amount

    def deliver(self, rng: Random) -> None:
        """Something more comes of some lines."""
        self.orders = tuple(
            replace(order, lines=tuple(_delivered(rng, line) if rng.random() < 0.3 else line for line in order.lines))
            for order in self.orders
        )

    def _allocate(self, one: Allocation) -> None:
        self.tried += 1
        self.lines[one.order_line] += one.quantity
        line = next(line for order in self.orders for line in order.lines if line.id == one.order_line)
        too_much = one.quantity <= 0 or one.order != line.order or self.lines[line.id] > line.quantity
        if one.receipt_item is not None:
            self.receipts[one.receipt_item] += one.quantity
            received = {each.receipt_item: each.quantity for each in line.deliveries}
            too_much = too_much or self.receipts[one.receipt_item] > received[one.receipt_item]
        self.over += too_much

    def _order(self, order: Ordered) -> Ordered:
        charged = {kind: self.charged[order.id, kind] for kind in Charge}
        return replace(order, lines=tuple(map(self._line, order.lines)), charged=charged)

    def _line(self, line: OrderedLine) -> OrderedLine:
        deliveries = tuple(replace(each, taken=self.receipts[each.receipt_item]) for each in line.deliveries)
        return replace(line, taken=self.lines[line.id], deliveries=deliveries)


def random_orders(rng: Random) -> tuple[Ordered, ...]:
    return tuple(_order(rng) for _ in range(rng.randint(1, 3)))


def random_invoice(rng: Random, orders: tuple[Ordered, ...]) -> Billed:
    """Often about what was ordered, sometimes far beyond, sometimes without lines or in another unit."""
    if rng.random() < 0.1:
        return Billed("USD", Decimal(rng.choice(["20", "125.00", "3000.01"])), None, None, None, ())
    lines = tuple(_billed_line(rng, place + 1, orders) for place in range(rng.randint(1, 5)))
    links = {1: rng.choice(rng.choice(orders).lines).id} if rng.random() < 0.1 else {}
    return Billed("USD", None, Decimal(rng.choice(["0", "4.20"])), None, None, lines, links)


def random_known(rng: Random) -> Known:
    return Known(Tolerances(company=random_tolerance(rng)), LEARNED)


def random_tolerance(rng: Random) -> Tolerance:
    limits = (None, Decimal(0), Decimal(2), Decimal(10))
    return Tolerance(*(rng.choice(limits) for _ in range(6)))


def _order(rng: Random) -> Ordered:
    order = _id()
    lines = tuple(_ordered_line(rng, order) for _ in range(rng.randint(1, 4)))
    charges = {kind: Decimal(rng.choice(["0", "5", "15.50"])) for kind in Charge if rng.random() < 0.5}
    total = sum((line.quantity * line.price for line in lines), NONE)
    return Ordered(order, str(order), rng.random() < 0.5, total, lines, charges)


def _ordered_line(rng: Random, order: UUID) -> OrderedLine:
    sku, name = rng.choice(ITEMS)
    quantity, price = Decimal(rng.choice(QUANTITIES)), Decimal(rng.choice(PRICES))
    line = OrderedLine(_id(), order, name, sku, quantity, rng.choice(UNITS), price, NONE)
    for _ in range(rng.randint(0, 2)):
        line = _delivered(rng, line)
    return line


def _delivered(rng: Random, line: OrderedLine) -> OrderedLine:
    share = Decimal(rng.choice(["0.25", "0.5", "1", "1.1"]))
    day = date(2026, 10, 1) + timedelta(days=rng.randint(0, 60))
    return replace(line, deliveries=(*line.deliveries, Delivered(_id(), line.quantity * share, NONE, day)))


def _billed_line(rng: Random, id: int, orders: tuple[Ordered, ...]) -> BilledLine:
    if rng.random() < 0.1:
        return BilledLine(id, "Freight", None, None, None, None, None, Decimal(rng.choice(["5", "20"])))
    model = rng.choice(rng.choice(orders).lines)
    share = Decimal(rng.choice(["0.25", "0.333333", "0.5", "1", "1", "1.02", "1.5", "-0.5"]))
    price = model.price * Decimal(rng.choice(["1", "1", "1", "1.01", "0.9", "2"]))
    quantity = None if rng.random() < 0.1 else model.quantity * share
    amount = None if rng.random() < 0.5 else round(model.quantity * share * price, 2)
    unit = model.uom if rng.random() < 0.7 else rng.choice(UNITS)
    sku = None if rng.random() < 0.3 else model.sku
    return BilledLine(id, model.name, None, sku, quantity, unit, None if rng.random() < 0.2 else price, amount)


def _id() -> UUID:
    return UUID(int=next(IDS))
