"""API shapes of imports and of replaced files (contract/invoices-and-catalog.md sections 3.5 and 3.6)."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from payables.invoices.rules.import_rows import LONGEST_UPLOAD_ID, MOST_INVOICES
from payables.invoices.schema.bodies import InvoiceBody


class ImportItem(InvoiceBody, kw_only=True):
    """An invoice of an import. raw_images cannot be sent here."""

    upload_id: Annotated[
        str,
        Meta(
            description="Your own id of this invoice, unique in the account. Sent again, it is the same invoice.",
            extra_json_schema={"minLength": 1, "maxLength": LONGEST_UPLOAD_ID},
        ),
    ]


ImportBody = Annotated[list[ImportItem], Meta(min_length=1, max_length=MOST_INVOICES)]


class ImportSummary(msgspec.Struct):
    """What was taken in."""

    invoice_count: int


class ImportAccepted(msgspec.Struct):
    """Answer of POST /invoices/import: the invoices are entered in the background."""

    version: str
    status: Literal["processing"]
    batch_id: str
    batch_url: Annotated[str, Meta(description="Relative: how far it is.", examples=["/v1/batch/{id}/progress"])]
    results_url: Annotated[str, Meta(description="Relative: what became of each invoice.")]
    summary: ImportSummary
