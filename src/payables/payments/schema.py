"""API shapes of payments (extension: the contract shows payments and has no way to record them)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta

from payables.access.model import Person
from payables.payments.rules.fields import LONGEST
from payables.platform.http.instants import Instant, InstantUtc

InvoiceId = Annotated[int | str, Meta(description="Integer invoice_id or UUID of the invoice.")]
Amount = Annotated[
    Decimal | None, Meta(description="What was paid, in the invoice's currency. Left out: all that is open.")
]


def _text(name: str, description: str) -> Meta:
    return Meta(description=description, extra_json_schema={"maxLength": LONGEST[name]})


class PaymentBody(msgspec.Struct, kw_only=True):
    """A payment that was made."""

    paid_on: Annotated[date | None, Meta(description="Day of payment; required.", examples=["2026-11-20"])] = None
    amount: Amount = None
    discount_taken: Annotated[
        Decimal | None, Meta(description="Allowed for paying early; settles the invoice beside the amount.")
    ] = None
    currency: Annotated[
        str | None, Meta(description="Only to be compared with the invoice's; another one is refused.")
    ] = None
    method: Annotated[str | None, _text("method", "Such as check, ach, card.")] = None
    reference: Annotated[
        str | None,
        _text("reference", "Number of the check or transfer. Stands once per invoice: telling it again is no payment."),
    ] = None
    note: Annotated[str | None, _text("note", "Shown in the invoice's history.")] = None


class PaymentRow(PaymentBody, kw_only=True):
    """One payment of many."""

    invoice_id: InvoiceId


class PaymentRows(msgspec.Struct):
    """Body of POST /payments/bulk, as it is documented; at most 100."""

    payments: list[PaymentRow]


class PaymentEnvelope(msgspec.Struct):
    """The same as it is read: each row by itself."""

    payments: list[object]


class VoidPayment(msgspec.Struct):
    """Body of voiding a payment."""

    reason: Annotated[str, _text("reason", "Why; shown in the invoice's history.")]


class PaymentObject(msgspec.Struct):
    """A recorded payment. A voided one stays on record and settles nothing."""

    id: Annotated[str, Meta(description="UUID.")]
    invoice_id: int
    invoice_uuid: str
    amount: Decimal
    discount_taken: Decimal
    currency: str
    paid_on: date
    method: str | None
    reference: str | None
    note: str | None
    source: Annotated[str, Meta(description="How it was recorded.", extra_json_schema={"enum": ["api", "csv"]})]
    created_date: Instant
    created_date_utc: InstantUtc
    created_by: Person | None
    voided_date: Instant | None
    voided_date_utc: InstantUtc | None
    voided_by: Person | None
    void_reason: str | None


class PaymentAnswer(msgspec.Struct):
    """Answer of recording or voiding one payment."""

    version: str
    payment: PaymentObject


class PaymentList(msgspec.Struct):
    """Payments, newest recorded first."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    results: list[PaymentObject]


class PaymentFault(msgspec.Struct):
    """A row that recorded nothing, and why."""

    index: Annotated[int, Meta(description="Place of the row in the request, from 0.")]
    invoice_id: Annotated[str | None, Meta(description="As it was sent.")]
    error: Annotated[str, Meta(description="A sentence for people.")]
    type: Annotated[str, Meta(description="Stable machine code.", examples=["overpaid", "not_found"])]


class PaymentBulkAnswer(msgspec.Struct):
    """Answer of POST /payments/bulk: 201, or 207 when a row failed."""

    version: str
    recorded: list[PaymentObject]
    failed_count: int
    errors: list[PaymentFault]
