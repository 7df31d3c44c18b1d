"""API shapes of what the lines of an invoice come to (extension)."""

from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.invoices.schema.bodies import Fine, LineAmount, SentAmount
from payables.platform.http.rows import IntId

Lines = Annotated[Decimal | None, Meta(description="What they come to; null where one has no amount.")]
Difference = Annotated[
    Decimal | None,
    Meta(
        description="The total less what the lines come to, with tax or without, whichever is nearer; null: not compared."
    ),
]
AddsUp = Annotated[
    bool | None,
    Meta(description="Whether that is no more than rounding may have lost. False is the reason lines_do_not_sum."),
]


class LineSums(msgspec.Struct):
    """What the lines come to, against the total."""

    lines: Lines
    difference: Difference
    adds_up: AddsUp


class TriedLine(msgspec.Struct, kw_only=True):
    """A line as in PATCH /invoices/{id}."""

    id: IntId | UnsetType = UNSET
    quantity: Fine | UnsetType | None = UNSET
    price: Fine | UnsetType | None = UNSET
    amount: LineAmount | UnsetType | None = UNSET
    remove: bool | UnsetType = UNSET


class SumsBody(msgspec.Struct, kw_only=True):
    """Body of POST /invoices/{id}/sums: what is left out is as it is stored."""

    total_amount: SentAmount | UnsetType | None = UNSET
    total_tax: SentAmount | UnsetType | None = UNSET
    discount_amount: SentAmount | UnsetType | None = UNSET
    items: list[TriedLine] | UnsetType = UNSET


class InvoiceSums(msgspec.Struct):
    """Answer of POST /invoices/{id}/sums."""

    version: str
    id: Annotated[str, Meta(description="UUID of the invoice.")]
    currency: str
    sums: LineSums
    amounts: Annotated[
        list[Decimal | None],
        Meta(description="Of each line that was sent: the amount that it would have, null: not known."),
    ]
