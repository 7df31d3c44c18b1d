"""API shape of where an invoice stands in a list (extension)."""

from typing import Annotated

import msgspec
from msgspec import Meta


class InvoiceNeighbours(msgspec.Struct):
    """Answer of GET /invoices/{id}/neighbours."""

    version: str
    id: Annotated[str, Meta(description="UUID of the invoice.")]
    count: Annotated[int, Meta(description="Invoices of the list, as its `count`.")]
    position: Annotated[int | None, Meta(description="From 1; null where the invoice is not in the list.")]
    previous: Annotated[str | None, Meta(description="UUID of the one before it, or before where it would stand.")]
    next: Annotated[str | None, Meta(description="UUID of the one after it, or after where it would stand.")]
