"""API shapes of claims (extension: the contract has no word for an expected credit)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta

from payables.access.model import Person
from payables.claims.model import ClaimStatus
from payables.platform.http.instants import Instant, InstantUtc

InvoiceId = Annotated[int | str, Meta(description="Integer invoice_id or UUID of the invoice.")]
Reason = Annotated[
    str, Meta(description="Why: kept with the claim.", extra_json_schema={"minLength": 1, "maxLength": 2000})
]


class ClaimBody(msgspec.Struct):
    """Body of POST /claims: the differences are those that hold the invoice (GET /invoices/{id}/match)."""

    invoice_id: InvoiceId
    reason: Reason
    item_ids: Annotated[
        list[int] | None,
        Meta(description="Lines whose differences are claimed; left out, all of them and those of the whole."),
    ] = None
    whole: Annotated[bool, Meta(description="With item_ids: the differences of the whole as well.")] = False
    amount: Annotated[
        Decimal | None, Meta(description="Instead of what was computed, for one difference; in the invoice's currency.")
    ] = None


class ClaimSettle(msgspec.Struct):
    """Body of POST /claims/{id}/settle."""

    credit_memo_id: Annotated[int | str, Meta(description="Integer invoice_id or UUID of the credit memo.")]
    amount: Annotated[Decimal | None, Meta(description="Left out: as much as is open, and as the memo has left.")] = (
        None
    )


class ClaimUnsettle(msgspec.Struct):
    """Body of POST /claims/{id}/unsettle."""

    credit_memo_id: Annotated[int | str, Meta(description="Integer invoice_id or UUID of the credit memo.")]


class ClaimWithdraw(msgspec.Struct):
    """Body of POST /claims/{id}/withdraw."""

    reason: Reason


class ClaimSettlement(msgspec.Struct):
    """What a credit memo settles of a claim."""

    credit_memo_id: Annotated[
        str | None,
        Meta(description="UUID of the credit memo; null with its ids for one of a location that you do not see."),
    ]
    invoice_id: int | None
    invoice_number: str | None
    amount: Decimal
    counts: Annotated[bool, Meta(description="False while the memo is archived: it settles nothing then.")]
    settled_date: Instant
    settled_date_utc: InstantUtc
    settled_by: Person | None


class ClaimObject(msgspec.Struct, kw_only=True):
    """An expected credit."""

    version: str
    id: Annotated[str, Meta(description="UUID.")]
    status: ClaimStatus
    ottimate_company_id: int
    ottimate_location_id: int
    ottimate_vendor_id: int
    erp_vendor_name: str
    invoice_uuid: str
    invoice_id: int
    invoice_number: str | None
    item_id: Annotated[int | None, Meta(description="The line; null where the whole invoice is meant.")]
    outcome: Annotated[str, Meta(description="The difference that was found, such as price_variance or not_received.")]
    amount: Decimal
    settled_amount: Decimal
    open_amount: Decimal
    currency: str
    age_days: Annotated[int, Meta(description="Days since it was opened.")]
    reason: str
    opened_date: Instant
    opened_date_utc: InstantUtc
    opened_by: Person | None
    withdrawn_date: Instant | None
    withdrawn_date_utc: InstantUtc | None
    withdrawn_by: Person | None
    withdrawn_reason: str | None
    settlements: list[ClaimSettlement]


class ClaimList(msgspec.Struct):
    """Newest opened first."""

    version: str
    count: int
    page: int
    limit: int
    results: list[ClaimObject]


class ClaimsOpened(msgspec.Struct):
    """One claim for each difference."""

    version: str
    claims: list[ClaimObject]


class ClaimMemo(msgspec.Struct):
    """A credit memo that could settle a claim."""

    credit_memo_id: str
    invoice_id: int
    invoice_number: str | None
    total_amount: Decimal
    left_amount: Annotated[Decimal, Meta(description="What settles no claim yet.")]
    same_amount: Annotated[bool, Meta(description="Just what is open of the claim is left of it.")]


class ClaimMemos(msgspec.Struct):
    """The likeliest first."""

    version: str
    credit_memos: list[ClaimMemo]


class ClaimAge(msgspec.Struct):
    """What one vendor owes, by the days since it was claimed."""

    ottimate_vendor_id: int
    erp_vendor_name: str
    currency: str
    count: int
    days_0_30: Decimal
    days_31_60: Decimal
    days_61_90: Decimal
    days_over_90: Decimal
    total: Decimal


class ClaimAging(msgspec.Struct):
    """Open claims of a company on a day, the most owed first."""

    version: str
    ottimate_company_id: int
    as_of: date
    vendors: list[ClaimAge]
