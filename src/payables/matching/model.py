"""Values of matching: what is compared, what was found, and the limits within which a difference does not matter.

Quantities in findings and allocations are in the unit of the order's line, prices per that unit, and money in the currency of
the company's orders, which is that of the invoice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from payables.units.model import Conversion

HEADER = 0  # stands for the invoice itself where lines are named by their ids


class OrdersNeeded(StrEnum):
    """When an invoice without an order that fits is kept back."""

    NEVER = "never"
    WHEN_NAMED = "when_named"  # it names one, and the company has orders at all
    WHEN_OPEN = "when_open"  # the same, and whenever its vendor has an open order
    ALWAYS = "always"


class Outcome(StrEnum):
    """What was found of a line or of the whole. Listed from the best to the worst: of several the worst is shown."""

    MATCHED = "matched"
    WITHIN_TOLERANCE = "within_tolerance"
    PRICE_VARIANCE = "price_variance"
    QUANTITY_VARIANCE = (
        "quantity_variance"  # the line itself bills more than was ordered, or received in three-way matching
    )
    OVER_BILLED = "over_billed"  # it would have been enough, but other invoices have billed it
    NOT_RECEIVED = "not_received"
    NOT_ORDERED = "not_ordered"
    NOT_CONVERTIBLE = "not_convertible"  # its unit and the order's cannot be compared
    CHARGE_VARIANCE = "charge_variance"  # freight, tax or charges beyond what the orders say
    TOTAL_VARIANCE = "total_variance"  # an invoice without lines, beyond what is left of its orders
    CURRENCY_DIFFERS = "currency_differs"  # billed in another currency than the company orders in
    ORDER_FLAGGED = "order_flagged"  # somebody has to look at the order before more of it is paid
    ORDER_CHANGING = "order_changing"  # it changed a moment ago, and invoices that go before are not matched again yet
    ORDER_NOT_FOUND = "order_not_found"
    ORDER_UNSURE = "order_unsure"  # none is named, or not quite, and there are candidates
    NO_ORDER = "no_order"  # it is not for an order, and needs none


HOLDING = frozenset(
    {
        Outcome.PRICE_VARIANCE,
        Outcome.QUANTITY_VARIANCE,
        Outcome.OVER_BILLED,
        Outcome.NOT_RECEIVED,
        Outcome.NOT_ORDERED,
        Outcome.NOT_CONVERTIBLE,
        Outcome.CHARGE_VARIANCE,
        Outcome.TOTAL_VARIANCE,
        Outcome.CURRENCY_DIFFERS,
        Outcome.ORDER_FLAGGED,
        Outcome.ORDER_CHANGING,
        Outcome.ORDER_NOT_FOUND,
        Outcome.ORDER_UNSURE,
    }
)


class Charge(StrEnum):
    """What is billed beside goods; the words are those of an order's fields."""

    FREIGHT = "freight"
    TAX = "tax"
    MISCELLANEOUS = "miscellaneous_charges"


@dataclass(frozen=True, slots=True)
class BilledLine:
    """A line of an invoice. `pack` is what its texts say of its pack, as written."""

    id: int
    name: str | None
    description: str | None
    sku: str | None
    quantity: Decimal | None
    unit: str | None
    price: Decimal | None
    amount: Decimal | None
    pack: str | None = None


@dataclass(frozen=True, slots=True)
class Billed:
    """An invoice as it is compared. `links`: line -> the order's line that somebody has paired it with, or None for one that
    belongs to no order."""

    currency: str
    total: Decimal | None
    tax: Decimal | None
    discount: Decimal | None
    invoice_date: date | None
    lines: tuple[BilledLine, ...]
    links: Mapping[int, UUID | None] = field(default_factory=dict[int, UUID | None])


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one receipt says of an order's line; `taken` is how much of it other invoices pay for."""

    receipt_item: UUID
    quantity: Decimal
    taken: Decimal
    received_on: date


@dataclass(frozen=True, slots=True)
class OrderedLine:
    """A line of an order; `taken` is how much of it other invoices bill. `known_as` are the keys under which the vendor was
    seen to bill it (rules/pair.py, item_key)."""

    id: UUID
    order: UUID
    name: str
    sku: str | None
    quantity: Decimal
    uom: str | None
    price: Decimal
    taken: Decimal
    deliveries: tuple[Delivered, ...] = ()
    known_as: frozenset[str] = frozenset()
    dimensions: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order as it is compared. `charges` are what it says of freight, tax and charges, `charged` what other invoices
    bill of them."""

    id: UUID
    number: str
    two_way: bool
    total: Decimal
    lines: tuple[OrderedLine, ...]
    charges: Mapping[Charge, Decimal] = field(default_factory=dict[Charge, Decimal])
    charged: Mapping[Charge, Decimal] = field(default_factory=dict[Charge, Decimal])


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How much more than agreed does not matter. Where a percentage and an amount stand, both hold; where neither stands,
    nothing is tolerated. Price amounts are per unit, quantity amounts in the order line's unit."""

    price_percent: Decimal | None = None
    price_amount: Decimal | None = None
    quantity_percent: Decimal | None = None
    quantity_amount: Decimal | None = None
    charge_percent: Decimal | None = None
    charge_amount: Decimal | None = None


NONE_TOLERATED = Tolerance()


@dataclass(frozen=True, slots=True)
class Tolerances:
    """Of one company, as far as they concern one vendor's invoice: its own row goes before that of a line's category (a
    dimension that the order's line is coded with), and that before the company's. A row holds as a whole."""

    vendor: Tolerance | None = None
    categories: Mapping[str, Tolerance] = field(default_factory=dict[str, Tolerance])
    company: Tolerance = NONE_TOLERATED


class Aspect(StrEnum):
    """What of two was compared."""

    PRICE = "price"
    QUANTITY = "quantity"
    CHARGE = "charge"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was compared, and the numbers behind it: of a price both are per unit of the order's line, of a quantity
    in that unit, of charges and totals money. `limit` is the most that would have been tolerated, `expected` and what may
    be above it."""

    outcome: Outcome
    billed: Decimal | None
    expected: Decimal | None
    limit: Decimal | None
    excess: Decimal | None  # money billed too much because of it, where that can be said
    charge: Charge | None = None
    aspect: Aspect | None = None


@dataclass(frozen=True, slots=True)
class Allocation:
    """A quantity of an order's line, and of a receipt where it was received, that a line of the invoice pays for."""

    order: UUID
    order_line: UUID
    receipt_item: UUID | None
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class LineMatch:
    """What was found of one line. `quantity` and `price` are the line's own in the unit of the order's line, None where
    that cannot be known; `how` is what paired the two: link, sku, memory, name."""

    line: int
    outcome: Outcome
    order: UUID | None = None
    order_line: UUID | None = None
    how: str | None = None
    score: Decimal | None = None
    quantity: Decimal | None = None
    price: Decimal | None = None
    findings: tuple[Finding, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    charge: Charge | None = None  # the line is no goods but a charge
    said: str = ""  # all that the line itself says, as a decision on it was taken


@dataclass(frozen=True, slots=True)
class Match:
    """An invoice against its orders. `charges`: order -> what of its charges this invoice bills."""

    outcome: Outcome
    lines: tuple[LineMatch, ...] = ()
    header: tuple[Finding, ...] = ()
    charges: Mapping[UUID, Mapping[Charge, Decimal]] = field(default_factory=dict[UUID, Mapping[Charge, Decimal]])


@dataclass(frozen=True, slots=True)
class Candidate:
    """An order that an invoice may be for. Reasons: number, similar_number, receipt_number, invoice_number, total, lines,
    only_open_order. Score from 0 to 1."""

    order: UUID
    number: str
    score: Decimal
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What holds for all lines of one invoice."""

    tolerances: Tolerances = field(default_factory=Tolerances)
    conversions: tuple[Conversion, ...] = ()


class Ruling(StrEnum):
    """What somebody decided of a difference: it is paid as billed, or it is paid and a credit is expected for it."""

    ACCEPTED = "accepted"
    CLAIMED = "claimed"


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, and the numbers for which it holds (rules/digest.py)."""

    line: int
    outcome: Outcome
    numbers: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """What the ledger has of an invoice: line -> allocations."""

    allocations: Mapping[int, tuple[Allocation, ...]] = field(default_factory=dict[int, tuple[Allocation, ...]])
    charges: Mapping[UUID, Mapping[Charge, Decimal]] = field(default_factory=dict[UUID, Mapping[Charge, Decimal]])
    found: bytes | None = None  # what was found, as it is stored
    stale: bool = False  # an order has changed since


@dataclass(frozen=True, slots=True)
class Asked:
    """An invoice to be matched. `id` names it, stored or about to be."""

    id: UUID
    company_id: int
    location_id: int
    vendor_id: int | None
    number: str | None
    purchase_order: str | None
    billed: Billed
    is_new: bool = False
    is_approved: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What is stored and shown of a match. `numbers` of orders are by their ids; a line's differences that somebody has
    decided are told by `decided`."""

    match: Match
    numbers: Mapping[UUID, str] = field(default_factory=dict[UUID, str])
    candidates: tuple[Candidate, ...] = ()
    named: tuple[str, ...] = ()  # keys of the numbers that the invoice names
    said: str = ""  # vendor, currency and amounts of the invoice, as a decision on the whole was taken
    payee: str = ""  # vendor and currency, without which no decision on a line holds
    elsewhere: tuple[UUID, ...] = ()  # orders of other locations: who sees the invoice need not see them


@dataclass(frozen=True, slots=True)
class Held:
    """A difference that keeps an invoice back until somebody decides. `decided` names the decision that would answer it;
    `order` is the order's number where there is one."""

    finding: Finding
    decided: Decided
    order: str | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """An invoice matched, with what must be known to write it down. `dimensions`: the order's line -> what it is coded with."""

    found: Found
    kept: Kept = field(default_factory=Kept)
    held: tuple[Held, ...] = ()
    dimensions: Mapping[UUID, Mapping[str, str]] = field(default_factory=dict[UUID, Mapping[str, str]])
    orders: tuple[UUID, ...] = ()  # locked: those compared with, and those allocated before
    of_none: bool = False  # the company has no orders, and no invoice of it can have anything of one


NOTHING = Matched(Found(Match(Outcome.NO_ORDER)))
