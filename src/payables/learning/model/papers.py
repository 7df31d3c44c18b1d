"""What is true of a paper, how that is known, and what it teaches of its vendor's next one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from payables.learning.model.fields import Values


class How(StrEnum):
    """Why a value is held to be true, surest first."""

    CORRECTED = "corrected"  # somebody wrote it, a person or a client of the API
    APPROVED = "approved"  # somebody approved the invoice with it
    UNSEEN = "unseen"  # it went through, and nobody looked at it


class Truth(msgspec.Struct, omit_defaults=True):
    """Of one field of one paper: what was `read` and how surely, and the `value` that stands. `by` (a user) and `at` tell of
    the correction, else of the approval; `approved` that the corrected value was approved since. `entered` is what the
    record said at first, where that was another value. `recalled` says that memory chose what was read, against
    `plain`, of which the reading was so sure."""

    read: str | None
    confidence: float | None
    value: str | None
    how: How
    at: datetime
    by: int | None = None
    approved: bool = False
    entered: str | msgspec.UnsetType | None = msgspec.UNSET
    recalled: bool = False
    plain: str | None = None
    plain_confidence: float | None = None


class Judged(msgspec.Struct, frozen=True):
    """One field of a paper. `confidence` is None where nothing was read; `right`: what was read stands; `entered_right`:
    what the record said at first does, also where it was not read as it is written there (the vendor). `by` is the user who
    corrected or approved it."""

    confidence: float | None
    right: bool
    entered_right: bool
    how: How
    at: datetime
    by: int | None = None


class JudgedPaper(msgspec.Struct, frozen=True):
    """By the names of learning's fields; location and vendor are those of its invoice now."""

    upload: UUID
    company_id: int
    location_id: int
    fields: dict[str, Judged]
    vendor_id: int | None = None


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where on a vendor's paper a value stands: the words before it in its row and over it, the page from the front and
    from the back (1 is the first, the last), the middle of its box as shares of the page, and its shape (`AA-9999`).
    `swapped` says that a date there is written with day and month the other way round than it was read."""

    left: str
    above: str
    page: int
    page_from_end: int
    x: float | None
    y: float | None
    shape: str
    swapped: bool = False


class Lesson(msgspec.Struct, omit_defaults=True):
    """What one paper teaches of one field: the places of the true value, those of values that were read and are wrong;
    or, of a field without a place, what was `read` and the `value` that was true. `plain` says that what was read without
    memory was true. A correction counts in full, an approval by half."""

    corrected: bool
    plain: bool
    at: list[Place] = []
    not_at: list[Place] = []
    read: str | None = None
    value: str | None = None


class KeptPaper(msgspec.Struct):
    """All that is kept of one paper."""

    invoice: UUID
    upload_id: UUID
    company_id: int
    vendor_id: int | None
    fields: dict[str, Truth]
    lessons: dict[str, Lesson]


@dataclass(frozen=True, slots=True)
class RecordSaid:
    """A record of a paper at one instant: what it says now (`stands`), and what it said before (`entered`, which counts
    only when nothing is known of the paper yet). `corrected` names what somebody has just written; `approved` says that
    the record has just been approved, and by_person that somebody did."""

    invoice: UUID
    upload_id: UUID
    company_id: int
    vendor_id: int | None
    entered: Values
    stands: Values
    corrected: frozenset[str] = frozenset()
    approved: bool = False
    by_person: bool = False
