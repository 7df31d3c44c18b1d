"""API shapes of archiving and restoring (extension; contract/invoices-and-catalog.md section 8 has the state only)."""

from typing import Annotated

import msgspec
from msgspec import Meta

from payables.invoices.schema.export import InvoiceId

Reason = Annotated[str, Meta(max_length=2000, description="Shown in the invoice's history.")]


class Why(msgspec.Struct):
    """Body of archiving or restoring one invoice; may be left out."""

    reason: Reason | None = None


class InvoiceToMove(msgspec.Struct):
    """One invoice; its own reason wins over that of the request."""

    invoice_id: InvoiceId
    reason: Reason | None = None
    etag: (
        Annotated[
            str,
            Meta(
                pattern=r'^(W/)?"?[0-9]{1,9}(-[0-9a-f]{16})?"?$',
                description="ETag of the version that was looked at; what has another by now is not moved (stale_version).",
            ),
        ]
        | None
    ) = None


class InvoicesToMove(msgspec.Struct):
    """Body of archiving or restoring many invoices."""

    invoices: Annotated[list[InvoiceToMove], Meta(min_length=1, max_length=100)]
    reason: Reason | None = None


class NotMoved(msgspec.Struct):
    """An invoice that was left as it is, and why."""

    id: Annotated[str, Meta(description="As it was sent.")]
    error: Annotated[str, Meta(description="A sentence for people.")]
    code: Annotated[str, Meta(description="Stable machine code.", examples=["not_found", "not_archived"])]


class InvoicesMoved(msgspec.Struct):
    """Partial failure is 200."""

    version: str
    updated: Annotated[list[int], Meta(description="Integer ids, each once.")]
    failed: list[NotMoved]
