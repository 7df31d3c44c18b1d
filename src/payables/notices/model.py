"""Values of notices."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class NoticeKind(StrEnum):
    """Why a person is told something."""

    ASKED = "asked"  # it is your turn to approve
    MENTIONED = "mentioned"
    DECLINED = "declined"
    FLAGGED = "flagged"
    REMINDER = "reminder"
    ESCALATED = "escalated"  # others did not decide in time, and you may
    BANK_DETAILS = "bank_details"  # of a vendor: they wait for a second person


# They ask whoever reads them to approve; once that is done, they are answered.
TO_DECIDE = (NoticeKind.ASKED, NoticeKind.REMINDER, NoticeKind.ESCALATED)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a notice or a comment is about."""

    type: str
    id: UUID


@dataclass(frozen=True, slots=True)
class NewNotice:
    """One notice to one person, about to be written. `cause` is what happened: a person is told of it once."""

    user_id: int
    kind: NoticeKind
    subject: Subject
    cause: str
    message: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A stored notice, with the ids of the invoice that it is about, or of the bank change."""

    id: UUID
    user_id: int
    kind: NoticeKind
    message: str
    invoice: UUID | None
    invoice_id: int | None
    bank_change: UUID | None
    actor_id: int | None
    created_at: datetime
    read_at: datetime | None
    comment: str | None  # of a mention: its id
