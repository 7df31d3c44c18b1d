"""What the lines of an invoice claim of the lines of orders while they are compared, and what they get."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from payables.matching.model import Allocation, Known, Tolerance
from payables.matching.rules.billing import Billing
from payables.matching.rules.by_amount import instalment, is_whole
from payables.matching.rules.measures import factor
from payables.matching.rules.money import quantity as in_ledger
from payables.matching.rules.pair import Pair
from payables.matching.rules.pools import Pool
from payables.matching.rules.rooms import Room
from payables.matching.rules.tolerance import tolerance_of

ZERO = Decimal(0)
ROUNDED = Decimal("0.0000001")  # what a quantity that was converted or divided may be off by


@dataclass(slots=True)
class Claim:
    """A line of the invoice beside what it is for: its quantity in the unit of the order's line, less what other lines give
    back, and the same for its amount. `fitting` is how much may be billed by now, `portions` at which ordered prices."""

    billing: Billing
    pair: Pair
    tolerance: Tolerance
    exact: Fraction
    amount: Fraction | None
    is_by_amount: bool = False
    fitting: Decimal = ZERO
    portions: list[tuple[Decimal, Decimal]] = field(default_factory=list[tuple[Decimal, Decimal]])
    allocations: list[Allocation] = field(default_factory=list[Allocation])

    @property
    def line(self) -> int:
        return self.billing.line.id

    @property
    def pool(self) -> Pool:
        return self.pair.pool

    @property
    def quantity(self) -> Decimal:
        """As the ledger has it."""
        return in_ledger(self.exact)

    @property
    def excess(self) -> Decimal:
        """What is billed and does not fit; what rounding can make is nothing."""
        rest = self.quantity - self.fitting
        return ZERO if rest <= ROUNDED and not self._is_as_written else rest

    @property
    def price(self) -> Fraction | None:
        """Per unit of the order's line; None where there is none to compare."""
        if self.is_by_amount or self.amount is None or not self.exact:
            return None
        return self.amount / self.exact

    @property
    def due(self) -> Fraction:
        """The money for all of it at the ordered prices; what fits no line at that of the line it is for."""
        due = sum((Fraction(quantity) * Fraction(price) for quantity, price in self.portions), Fraction(0))
        rest = self.exact - sum(Fraction(quantity) for quantity, _ in self.portions)
        return due + rest * Fraction(self.pool.price)

    @property
    def _is_as_written(self) -> bool:
        return self.exact == self.billing.quantity

    def fit(self, rooms: Iterable[Room]) -> None:
        """Takes of these what may be billed by now."""
        for room in rooms:
            self._take(room, room.fits, fits=True)

    def reserve(self, rooms: Iterable[Room]) -> None:
        """Takes of these what is ordered beyond that, so that nobody else is allocated it."""
        for room in rooms:
            self._take(room, room.left, fits=False)

    def _take(self, room: Room, most: Decimal, *, fits: bool) -> None:
        taken = sum((one.quantity for one in self.allocations), ZERO)
        rest = self.quantity - taken
        part = min(rest, most)
        if not self._is_as_written and rest < most <= rest + ROUNDED:
            part = most  # the last crumb of a line that was divided
        if part <= 0:
            return
        self.allocations += room.take(part)
        if fits:
            self.fitting += part
            self.portions.append((part, room.line.price))


def claim(billing: Billing, pair: Pair, known: Known) -> Claim | None:
    """None where the line's quantity cannot be compared with the order's."""
    room = pair.pool.first
    tolerance = tolerance_of(room.line, known.tolerances)
    part = instalment(billing, pair.pool)
    if part is not None:
        return Claim(billing, pair, tolerance, part, billing.amount, is_by_amount=True)
    if is_whole(billing, pair.pool):
        return Claim(billing, pair, tolerance, Fraction(1), billing.amount)
    one = factor(billing.line, room.line, known.conversions)
    if one is None or billing.quantity is None:
        return None
    return Claim(billing, pair, tolerance, billing.quantity * one, billing.amount)


def groups(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """Those of one pool together; what somebody has linked goes before the others."""
    found: dict[tuple[object, ...], list[Claim]] = {}
    for each in sorted(claims, key=lambda each: (each.pair.how != "link", each.line)):
        found.setdefault(tuple(room.line.id for room in each.pool.rooms), []).append(each)
    yield from found.values()
