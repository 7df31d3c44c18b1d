"""Values of approvals."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Decision(StrEnum):
    """State of one approval record."""

    PENDING = "pending"
    APPROVED = "approved"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is decided over."""

    type: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Approval:
    """One person's part in the decision over a subject. `decided_by` differs from the approver where another acted for them."""

    id: str
    approver_id: int
    status: Decision
    created_at: datetime
    created_by: int | None
    decided_at: datetime | None
    decided_by: int | None
    asked: bool
    forced: bool
    comment: str | None
    content_sha256: bytes | None
    policy_id: UUID | None
    policy_name: str | None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A request that was taken back; `complete` says that everyone who is left has approved."""

    removed: Approval
    complete: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a decision is about to do: `record` decides an existing record, None makes a new one for `approver_id`."""

    record: Approval | None
    approver_id: int
    forced: bool
    complete: bool  # nothing is missing afterwards
