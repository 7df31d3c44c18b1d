"""Values of capture: an upload and the states it goes through."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

import msgspec
from msgspec.structs import asdict

from payables.extraction.model import FieldVerdict, Reading


class UploadStatus(StrEnum):
    """queued -> processing -> processed or failed; a file the company has sent before is a duplicate at once."""

    QUEUED = "queued"
    PROCESSING = "processing"
    PROCESSED = "processed"
    FAILED = "failed"
    DUPLICATE = "duplicate"


class Lane(StrEnum):
    """Where a file waits: documents that carry their text are read at once and never wait behind scans."""

    LIGHT = "light"
    HEAVY = "heavy"


JOB_NAMES = {Lane.LIGHT: "capture.read_light", Lane.HEAVY: "capture.read_heavy"}

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "tiff": "image/tiff",
    "xml": "application/xml",
}


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it arrived, its form fields checked."""

    location_id: int
    data: bytes
    filename: str
    kind: str  # one of MEDIA_TYPES
    metadata: dict[str, Any] | None
    created_email: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that this worker reads now, until its lease ends. `attempt` tells this reading from an earlier one."""

    account_id: UUID
    id: UUID
    attempt: int
    lane: Lane
    company_id: int
    location_id: int
    user_id: int | None
    filename: str
    media_type: str
    sha256: bytes
    size: int
    created_at: datetime
    plan: int = 0  # how its pages are to be read; 0: they decide themselves
    received_on: str | None = None  # when the paper came, where its sender says so


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A delivered file that a plan reads; `pages` is how many it has."""

    id: UUID
    sha256: bytes
    filename: str
    media_type: str
    size: int
    pages: int


@dataclass(frozen=True, slots=True)
class Plan:
    """How people want pages to be read: those of `files`, the first of which is the upload itself, counted through.

    `parts` are the pages of each document; without any the pages decide. `before` is the plan that held before it, 0 if none
    did; `archived` are the invoices that it put away.
    """

    number: int
    before: int
    files: list[StoredFile]
    parts: list[list[int]]
    archived: list[UUID]


@dataclass(frozen=True, slots=True)
class Upload:
    """A delivered file with what has become of it."""

    id: UUID
    company_id: int
    location_id: int
    filename: str
    media_type: str
    sha256: bytes
    size: int
    status: UploadStatus
    pages: int
    plan: int
    duplicate_of: UUID | None
    merged_into: UUID | None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file could not be read: a stable code, and a sentence that says what to do."""

    code: str
    message: str


class VendorSaid(msgspec.Struct):
    """A vendor that the paper may be from: by which signs, and how strong they are together (0 to 1)."""

    vendor_id: int
    name: str
    by: list[str]
    score: float


class VendorMatch(msgspec.Struct, omit_defaults=True):
    """The vendor of the master that the paper was matched with, and `by` which signs; None where a person has to choose.

    `by` holds tax_id, iban, name, similar_name, other_name (weighed and not chosen), printed_name (stands on the paper),
    domain, phone: strongest first. `others` are those that come near, or that were too weak or too near each other.
    """

    vendor_id: int | None
    by: list[str]
    score: float
    others: list[VendorSaid] = []


class Because(msgspec.Struct, omit_defaults=True):
    """Why a document went on, or a person had to look: a word for machines, a sentence, and the record's field in question."""

    code: str
    message: str
    field: str | None = None


class StraightThrough(msgspec.Struct, omit_defaults=True):
    """Whether the document went on without that a person had to look at its reading, by which measure and why.

    `fields` are number, invoice_date, vendor and total_amount; `arithmetic` as in checks/arithmetic.py; `thresholds_from`
    "shipped" or "account", for the share `precision_target` of right values. `sampled`: it would have gone on, and a person
    was asked all the same. Readings from before these were kept have no target and no `because`.
    """

    passed: bool
    fields: dict[str, FieldVerdict]
    arithmetic: str
    thresholds_from: str
    precision_target: float | None = None
    sampled: bool = False
    because: list[Because] = []


class KeptReading(Reading):
    """A reading as it is kept: with the vendor that the master has for it, and whether it passed the account's gate."""

    vendor_match: VendorMatch | None = None
    straight_through: StraightThrough | None = None

    @classmethod
    def of(cls, reading: Reading, match: VendorMatch | None) -> Self:
        return cls(**asdict(reading), vendor_match=match)
