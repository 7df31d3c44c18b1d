"""What the demo reads of the API's answers; fields that it does not need are left out, as an integrator would."""

from datetime import date
from decimal import Decimal

import msgspec


class TokenAnswer(msgspec.Struct, frozen=True):
    """Answer of POST /v1/oauth/token."""

    access_token: str


class Account(msgspec.Struct, frozen=True):
    """A row of GET /v1/accounts."""

    id: str
    name: str


class Company(msgspec.Struct, frozen=True):
    """A row of GET /v1/accounts/{id}/companies."""

    id: int
    name: str


class Location(msgspec.Struct, frozen=True):
    """A row of GET /v1/accounts/{id}/locations."""

    id: int
    name: str
    company: str


class Fault(msgspec.Struct, frozen=True):
    """A row of a bulk that was refused."""

    error: str


class BulkAnswer(msgspec.Struct, frozen=True):
    """Answer of the bulk endpoints."""

    success_count: int
    errors: list[Fault]


class UploadAnswer(msgspec.Struct, frozen=True):
    """Answer of POST /v1/invoices/upload."""

    reference_id: str


class UploadError(msgspec.Struct, frozen=True):
    """Why a file could not be read."""

    code: str
    message: str


class Upload(msgspec.Struct, frozen=True):
    """A row of GET /v1/invoices/uploads."""

    id: str
    filename: str
    status: str
    ottimate_location_id: int
    error: UploadError | None
    duplicate_of: str | None
    invoice_ids: list[str]

    @property
    def finished(self) -> bool:
        return self.status not in ("queued", "processing")


class ReadField(msgspec.Struct, frozen=True):
    """A value on the paper."""

    value: str
    confidence: float


class Extraction(msgspec.Struct, frozen=True):
    """What the paper says."""

    number: ReadField | None = None
    invoice_date: ReadField | None = None
    total_amount: ReadField | None = None
    vendor_name: ReadField | None = None


class Reason(msgspec.Struct, frozen=True):
    """Why an invoice needs attention."""

    code: str
    message: str
    field: str | None


class Coded(msgspec.Struct, frozen=True):
    """A dimension of a line."""

    erp_dimension_id: str


class Item(msgspec.Struct, frozen=True):
    """A line."""

    id: int
    dimensions: dict[str, Coded]


class Invoice(msgspec.Struct, frozen=True):
    """Answer of GET /v1/invoices/{id}?expand=extraction, and a row of GET /v1/invoices."""

    id: str
    invoice_id: int
    status: str
    currency: str
    number: str | None
    invoice_date: date | None
    total_amount: Decimal | None
    ottimate_vendor_name: str | None
    reasons: list[Reason]
    items: list[Item] = []
    extraction: Extraction | None = None


class NotMarked(msgspec.Struct, frozen=True):
    """An invoice that could not be marked exported."""

    id: int
    error: str


class Marked(msgspec.Struct, frozen=True):
    """Answer of POST /v1/invoices/mark-exported."""

    updated: list[int]
    failed: list[NotMarked]
