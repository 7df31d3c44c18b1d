"""Values of imports."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from payables.kit.errors import FieldError


class ImportKind(StrEnum):
    """What the rows of a file are; see kinds/ for each."""

    VENDORS = "vendors"
    DIMENSIONS = "dimensions"
    INVOICES = "invoices"
    PAYMENTS = "payments"


class ImportStatus(StrEnum):
    """How far an import is. A file that was only tried is not stored."""

    CHECKED = "checked"
    IMPORTED = "imported"
    UNDONE = "undone"


class Did(StrEnum):
    """What became of a row, or of the rows of one invoice."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file by its fields; empty cells are not in it. `number` is the row of the sheet, the header is 1."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A file as it was read. `ignored`: columns that no field is called like."""

    rows: list[Row]
    ignored: list[str]


@dataclass(frozen=True, slots=True)
class RecordOutcome:
    """What a record of the file has led to; `numbers` are its rows. `before` and `after` are what an undo compares."""

    numbers: list[int]
    did: Did
    subject_id: str | None = None
    label: str | None = None  # how people call it
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    faults: list[FieldError] = field(default_factory=list[FieldError])
    notes: list[str] = field(default_factory=list[str])  # nothing wrong, but worth knowing
    undone: bool = False
    undo_refused: str | None = None


@dataclass(frozen=True, slots=True)
class Import:
    """A file that was taken in."""

    id: UUID
    kind: ImportKind
    company_id: int
    filename: str
    status: ImportStatus
    outcomes: list[RecordOutcome]
    ignored: list[str]
    created_at: datetime
    created_by: int | None
    undone_at: datetime | None = None
    tried: list[Row] = field(default_factory=list[Row])  # of a dry run what was read

    def count(self, did: Did) -> int:
        return sum(outcome.did is did for outcome in self.outcomes)
