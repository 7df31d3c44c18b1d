"""API shapes of export marks (contract/invoices-and-catalog.md sections 3.7 and 3.8)."""

from typing import Annotated

import msgspec
from msgspec import Meta

Reason = Annotated[str, Meta(max_length=2000, description="Shown in the invoice's history.")]
TransactionId = Annotated[str, Meta(max_length=200, description="The ERP's id of the posting.")]
InvoiceId = Annotated[int | str, Meta(description="Integer invoice_id; the invoice's UUID is accepted too.")]


class InvoiceToMark(msgspec.Struct):
    """One invoice; its own reason and transaction id win over those of the batch."""

    invoice_id: InvoiceId
    marked_reason: Reason | None = None
    export_transaction_id: TransactionId | None = None


class MarkExported(msgspec.Struct):
    """Body of POST /invoices/mark-exported."""

    invoices: Annotated[list[InvoiceToMark], Meta(min_length=1, max_length=1000)]
    export_transaction_id: TransactionId | None = None
    marked_reason: Reason | None = None


class InvoiceToUnmark(msgspec.Struct):
    """One invoice; its own reason wins over the batch's."""

    invoice_id: InvoiceId
    marked_reason: Reason | None = None


class MarkUnexported(msgspec.Struct):
    """Body of POST /invoices/mark-unexported."""

    invoices: Annotated[list[InvoiceToUnmark], Meta(min_length=1, max_length=1000)]
    marked_reason: Reason | None = None
    flag_invoice: Annotated[bool, Meta(description="Flag them too: they need a new approval.")] = False


class NotMarked(msgspec.Struct):
    """An invoice that was left as it is, and why."""

    id: Annotated[
        int | str, Meta(description="Integer invoice_id; a UUID that was not found is answered as it was sent.")
    ]
    error: str


class ExportMarked(msgspec.Struct):
    """Answer of POST /invoices/mark-exported. Partial failure is 200."""

    version: str
    updated: Annotated[list[int], Meta(description="Marked exported now, or before with the same transaction.")]
    failed: list[NotMarked]


class ExportUnmarked(msgspec.Struct):
    """Answer of POST /invoices/mark-unexported. Partial failure is 200."""

    version: str
    updated: list[int]
    flagged: list[int]
    failed: list[NotMarked]
    skipped: Annotated[list[NotMarked], Meta(description="Were not exported.")]
