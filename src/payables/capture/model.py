"""Values of capture: an upload and the states it goes through."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


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
