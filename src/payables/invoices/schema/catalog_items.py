"""API shapes of which catalog entries the lines of an invoice are. All of it is an extension of the contract."""

from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta

from payables.access.model import Person
from payables.catalog.model import How, ItemState, LineDecision, NotCompared
from payables.invoices.schema.archive import NotMoved
from payables.invoices.schema.export import InvoiceId
from payables.platform.http.instants import Instant, InstantUtc
from payables.platform.http.rows import IntId

EntryId = Annotated[str, Meta(description="cte_ and a number.", examples=["cte_12345"])]
SentEntryId = Annotated[int | str, Meta(description="cte_12345, or its number alone.", examples=["cte_12345"])]
PackPrice = Annotated[Decimal | None, Meta(description="Per pack of the catalog; null where that cannot be known.")]
Variance = Annotated[
    Decimal | None, Meta(description="Billed minus effective, per pack of the catalog: positive is overbilling.")
]


class SuggestedEntry(msgspec.Struct):
    """An entry that the line may be."""

    catalog_entry_id: EntryId
    item_name: str
    sku: str | None
    upc: str | None
    pack_size: str | None
    uom: str | None
    confidence: Annotated[Decimal, Meta(description="From 0 to 1.")]
    how: How


class MatchedEntry(msgspec.Struct):
    """The entry that the line is."""

    catalog_entry_id: EntryId
    item_name: str
    sku: str | None
    upc: str | None
    pack_size: str | None
    uom: str | None


class CatalogItem(msgspec.Struct):
    """A line, which entry it is, and how its price lies to what was agreed."""

    item_id: int
    item_name: str | None
    state: ItemState
    confidence: Annotated[Decimal | None, Meta(description="From 0 to 1.")]
    how: How | None
    catalog_entry: MatchedEntry | None
    suggestions: Annotated[list[SuggestedEntry], Meta(description="At most five, the best first.")]
    quantity: Decimal | None
    unit: str | None
    price: Annotated[Decimal | None, Meta(description="As billed, per unit.")]
    pack_quantity: Annotated[Decimal | None, Meta(description="In packs of the catalog; null where it is not known.")]
    pack_price: PackPrice
    effective_price: PackPrice
    price_variance: Variance
    problem: Annotated[NotCompared | None, Meta(description="Why the price is not compared.")]
    decided_date: Instant | None
    decided_date_utc: InstantUtc | None
    decided_by: Person | None


class CatalogItemList(msgspec.Struct):
    """Answer of everything that concerns the lines of one invoice. Empty where the vendor's lines are not matched."""

    version: str
    count: int
    page: int
    limit: int
    results: list[CatalogItem]


class AcceptBody(msgspec.Struct):
    """Body of accept and reject; may be left out."""

    catalog_entry_id: Annotated[
        SentEntryId | None, Meta(description="Which entry; what is suggested, or matched, if left out.")
    ] = None


class NothingMore(msgspec.Struct):
    """Body of ignore and unmatch; may be left out."""


class ItemDecision(msgspec.Struct):
    """What is said of one line."""

    invoice_id: InvoiceId
    item_id: IntId
    decision: LineDecision
    catalog_entry_id: SentEntryId | None = None


class ItemDecisions(msgspec.Struct):
    """Body of POST /invoices/catalog-items."""

    items: Annotated[list[ItemDecision], Meta(min_length=1, max_length=100)]


class ItemsDecided(msgspec.Struct):
    """Partial failure is 200."""

    version: str
    updated: Annotated[list[int], Meta(description="Ids of lines, each once.")]
    failed: Annotated[list[NotMoved], Meta(description="Ids of lines, with why.")]
