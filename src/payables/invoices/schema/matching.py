"""API shapes of matching an invoice with purchase orders and receipts (extension)."""

from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.access.model import Person
from payables.matching.model import Aspect, Charge, Outcome, Ruling

ItemIdOfLine = Annotated[int, Meta(description="Id of a line of the invoice.", ge=1)]
Reason = Annotated[
    str,
    Meta(description="Why: kept with the decision.", extra_json_schema={"minLength": 1, "maxLength": 2000}),
]


class MatchDecision(msgspec.Struct):
    """What somebody decided of a difference, for the numbers as they are."""

    decision: Ruling
    reason: str
    decided_by: Person | None
    decided_date: str
    decided_date_utc: str


class MatchFinding(msgspec.Struct):
    """What was compared. Prices per unit of the order's line, quantities in that unit, charges and totals in the invoice's
    currency."""

    outcome: Outcome
    aspect: Annotated[Aspect | None, Meta(description="What was compared: price, quantity, charge or total.")]
    billed: Annotated[Decimal | None, Meta(description="What the invoice says.")]
    expected: Annotated[Decimal | None, Meta(description="What was ordered, received or is left.")]
    limit: Annotated[Decimal | None, Meta(description="Up to where a difference does not matter.")]
    excess: Annotated[Decimal | None, Meta(description="Money billed too much because of it.")]
    charge: Charge | None
    holds: Annotated[bool, Meta(description="Whether it keeps the invoice back.")]
    decided: MatchDecision | None


class MatchAllocation(msgspec.Struct):
    """What a line pays for, in the unit of the order's line."""

    ottimate_po_item_id: str
    receipt_item_id: Annotated[str | None, Meta(description="The received part; null for what is not received yet.")]
    quantity: Decimal


class MatchLine(msgspec.Struct):
    """One line of the invoice."""

    item_id: int
    outcome: Outcome
    ottimate_po_id: str | None
    po_number: str | None
    ottimate_po_item_id: str | None
    pairing: Annotated[str | None, Meta(description="link, sku, memory or name.")]
    score: Decimal | None
    quantity: Annotated[Decimal | None, Meta(description="In the unit of the order's line.")]
    price: Annotated[Decimal | None, Meta(description="Per unit of the order's line.")]
    charge: Charge | None
    findings: list[MatchFinding]
    allocations: list[MatchAllocation]


class MatchCandidate(msgspec.Struct):
    """An order that the invoice may be for."""

    ottimate_po_id: str
    po_number: str
    score: Decimal
    reasons: list[str]


class MatchedOrder(msgspec.Struct):
    """An order that the invoice was compared with."""

    ottimate_po_id: str
    po_number: str


class PairableLine(msgspec.Struct):
    """A line of an order that a line of the invoice can be paired with."""

    ottimate_po_item_id: str
    ottimate_po_id: str
    name: str


class InvoiceMatch(msgspec.Struct):
    """Answer of GET /invoices/{id}/match."""

    version: str
    id: Annotated[str, Meta(description="UUID of the invoice.")]
    invoice_id: int
    outcome: Annotated[Outcome, Meta(description="The worst of all that was found.")]
    holds: Annotated[bool, Meta(description="Whether a difference that nobody has decided keeps the invoice back.")]
    purchase_orders: list[MatchedOrder]
    lines: list[MatchLine]
    header: Annotated[
        list[MatchFinding], Meta(description="What concerns the whole: charges, total, the order itself.")
    ]
    candidates: list[MatchCandidate]
    order_lines: Annotated[
        list[PairableLine] | UnsetType, Meta(description="With expand=order_lines: all of purchase_orders.")
    ] = UNSET


class MatchAccept(msgspec.Struct):
    """Body of POST /invoices/{id}/match/accept."""

    reason: Reason
    item_ids: Annotated[
        list[ItemIdOfLine] | None,
        Meta(description="Lines whose differences are accepted; left out, all of them and those of the whole."),
    ] = None
    whole: Annotated[bool, Meta(description="With item_ids: the differences of the whole as well.")] = False


class LinkedLine(msgspec.Struct):
    """A line of the invoice, and what it is paired with."""

    item_id: ItemIdOfLine
    ottimate_po_item_id: Annotated[
        str | None, Meta(description="A line of an order of the invoice's vendor; null: it belongs to none.")
    ] = None
    compare: Annotated[bool, Meta(description="Take the pair away and find it by comparison again.")] = False


class MatchLinks(msgspec.Struct):
    """Body of POST /invoices/{id}/match/lines."""

    lines: Annotated[list[LinkedLine], Meta(extra_json_schema={"minItems": 1, "maxItems": 500})]
