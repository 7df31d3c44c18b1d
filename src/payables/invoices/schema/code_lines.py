"""API shapes of coding many lines at once. All of it is an extension of the contract."""

from typing import Annotated

import msgspec
from msgspec import Meta

from payables.invoices.schema.bodies import LineDimensions
from payables.invoices.schema.export import NotMarked
from payables.platform.http.rows import IntId


class LinesWhere(msgspec.Struct, kw_only=True):
    """Lines that fulfil all of it; case does not count."""

    name_contains: Annotated[str | None, Meta(description="Part of the name or description.")] = None
    sku: str | None = None


class CodeLines(msgspec.Struct, kw_only=True):
    """One of item_ids, all_uncoded and where says which lines; `dimensions` are merged with what they have."""

    dimensions: LineDimensions
    item_ids: Annotated[list[IntId], Meta(max_length=1000)] | None = None
    all_uncoded: Annotated[
        bool | None, Meta(description="Lines without a value of one of the types; what they have is kept.")
    ] = None
    where: LinesWhere | None = None


class CodeLinesOfMany(CodeLines, kw_only=True):
    """The same for up to 100 invoices with 1,000 lines."""

    invoice_ids: Annotated[list[IntId], Meta(description="Integer ids or UUIDs.", min_length=1, max_length=100)]


class CodedInvoice(msgspec.Struct):
    """An invoice, and how many of its lines were coded."""

    id: int
    lines: int


class LinesCodedAnswer(msgspec.Struct):
    """What became of each invoice."""

    version: str
    updated: Annotated[list[int], Meta(description="Integer ids.")]
    coded: list[CodedInvoice]
    failed: list[NotMarked]
