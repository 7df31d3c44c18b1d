"""API shapes of duplicates. Extensions: the contract describes them for the screen only (section 9)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta

from payables.access.model import Person
from payables.duplicates.model import Answer, Kind, PairStatus, Scenario
from payables.invoices.model import InvoiceType, Status
from payables.platform.http.instants import Instant, InstantUtc


class DuplicateSide(msgspec.Struct):
    """One of the two invoices, as it is now."""

    id: str
    invoice_id: int
    invoice_number: str | None
    type: InvoiceType
    status: Status
    ottimate_vendor_id: int | None
    ottimate_vendor_name: str | None
    ottimate_location_id: int
    ottimate_location_name: str
    invoice_date: date | None
    total_amount: Decimal | None
    total_tax: Decimal | None
    currency: str
    source: Annotated[str, Meta(description="How it came: upload, api, import.")]
    created_date: Instant
    created_date_utc: InstantUtc


class DuplicatePair(msgspec.Struct):
    """Two invoices side by side. Of one outside your access only the id is shown, and none of its values."""

    invoice_id: Annotated[str, Meta(description="UUID of the invoice that was asked about; in the list of the later.")]
    other_invoice_id: str
    invoice: DuplicateSide | None
    other: DuplicateSide | None
    stays_back: Annotated[str, Meta(description="UUID of the later one, which waits while the pair is open.")]
    kind: Kind
    scenario: Scenario
    score: Annotated[float, Meta(description="0 to 1.")]
    reasons: Annotated[list[str], Meta(description="A sentence per value, with what both say.")]
    status: PairStatus
    found_date: Instant
    found_date_utc: InstantUtc
    resolved_date: Instant | None
    resolved_date_utc: InstantUtc | None
    resolved_by: Annotated[Person | None, Meta(description="Null when a change or an archive closed it.")]
    comment: str | None


class DuplicateList(msgspec.Struct):
    """Pairs, newest first: the open ones of the account, or on a single page all of an invoice."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    results: list[DuplicatePair]


class ResolveBody(msgspec.Struct):
    """How to resolve a pair."""

    action: Annotated[
        Answer,
        Meta(
            description="keep_both and dismiss: both stay, and the pair does not rise again while neither changes. "
            "keep_this and keep_other: the one that is not kept is archived."
        ),
    ]
    comment: Annotated[
        str | None, Meta(description="Shown in the history of both.", extra_json_schema={"maxLength": 2000})
    ] = None
