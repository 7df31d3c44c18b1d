"""Values of approvals: decisions of people over a subject, and the policies that ask them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta

from payables.notices.model import Subject as Subject


class Decision(StrEnum):
    """State of one approval record."""

    PENDING = "pending"
    APPROVED = "approved"
    DECLINED = "declined"


class DecidedAs(StrEnum):
    """In whose right somebody decided another person's record."""

    STAND_IN = "stand_in"
    ESCALATION = "escalation"


class Step(StrEnum):
    """What a person does to a subject and may take back while nothing has followed from it."""

    APPROVE = "approve"
    DECLINE = "decline"
    FLAG = "flag"


class Needs(StrEnum):
    """How many of a policy's people must approve."""

    ANY = "any"
    ALL = "all"


class Level(StrEnum):
    """Of which invoices a policy speaks."""

    ACCOUNT = "account"
    COMPANY = "company"
    GROUP = "group"
    LOCATION = "location"


@dataclass(frozen=True, slots=True)
class GlAccount:
    """A GL account that something is coded with; the code is its number."""

    id: str
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class SubjectFacts:
    """All that a policy may look at. Departments and GL accounts are those of the header and of every line."""

    company_id: int
    location_id: int
    group_id: int | None
    vendor_id: int | None
    erp_vendor_id: str | None
    total: Decimal | None
    currency: str
    department_ids: frozenset[str]
    gl_accounts: frozenset[GlAccount]
    received_from_vendor: bool  # the vendor sent it, by mail or EDI; not entered or uploaded by one of ours
    has_unmapped_items: bool
    has_po_number: bool


class Conditions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """When a policy fires: all that are given must hold. A list holds when one of its values does; a negation when none
    does. What lines and header are coded with counts alike. Totals include both bounds and are in `currency`."""

    vendor_ids: tuple[int, ...] = ()
    erp_vendor_ids: tuple[str, ...] = ()
    currency: str | None = None
    min_total: Decimal | None = None
    max_total: Decimal | None = None
    department_ids: tuple[str, ...] = ()
    gl_account_ids: tuple[str, ...] = ()
    gl_name_contains: tuple[str, ...] = ()
    gl_name_not_contains: tuple[str, ...] = ()
    gl_number_contains: tuple[str, ...] = ()
    gl_number_not_contains: tuple[str, ...] = ()
    received_from_vendor: bool | None = None
    has_unmapped_items: bool | None = None
    has_po_number: bool | None = None
    catch_all: bool = False
    after: tuple[UUID, ...] = ()


class PolicyPersonNamed(msgspec.Struct):
    """A person by id or by e-mail address."""

    id: Annotated[int | str | None, Meta(description="User id, as number or text.")] = None
    email: str | None = None


class PolicyDraft(msgspec.Struct, kw_only=True):
    """A policy as a client sends it: to be kept, or only to be tried."""

    name: Annotated[str, Meta(description="At most 120 characters.", examples=["Over 1,000 USD"])]
    level: Annotated[Level, Meta(description="Of which invoices it speaks.")] = Level.ACCOUNT
    ottimate_company_id: Annotated[
        int | str | None, Meta(description="Of level company; of level location it must own the location.")
    ] = None
    location_group: Annotated[
        int | str | None, Meta(description="Of level group: its id, or its name as the list of locations shows it.")
    ] = None
    ottimate_location_id: Annotated[int | str | None, Meta(description="Of level location.")] = None
    conditions: Conditions = Conditions()
    needs: Annotated[Needs, Meta(description="Any one of its people, or all of them.")] = Needs.ANY
    approvers: Annotated[
        list[PolicyPersonNamed],
        Meta(description="At most 100 people who may approve and see all locations of the level. Without people the "
        "policy is in error."),
    ] = []  # fmt: skip


@dataclass(frozen=True, slots=True)
class PolicyTerms:
    """What one version of a policy says. Of company, group and location that which the level names; a location's policy
    names the company as well."""

    name: str
    level: Level
    company_id: int | None
    group_id: int | None
    location_id: int | None
    conditions: Conditions
    needs: Needs
    approver_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy at one of its versions; `active` says whether the policy, at its newest, asks anybody today."""

    id: UUID
    version: int
    active: bool
    terms: PolicyTerms


@dataclass(frozen=True, slots=True)
class Unmet:
    """A condition, by its name, that keeps a policy from firing, and why."""

    condition: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Link:
    """A policy's place in the chain of a subject: its stage, and the policies of this chain that come before it."""

    policy: Policy
    stage: int
    after: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of one person by one policy. Without a person the policy has nobody to ask, and says why in `error`."""

    link: Link
    approver_id: int | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Approval:
    """One person's part in the decision over a subject. `decided_by` differs from the approver where another acted for them.

    Of a policy's request: which version asked, how many it `needs`, its `stage` and the policies that come before it.
    With an `error` the policy can never be completed but by force; it has no approver where there is nobody to ask.
    `superseded`: it was not needed any more, since another of `any` has approved, or somebody forced the chain.
    """

    id: str
    approver_id: int | None
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
    policy_version: int | None = None
    needs: Needs | None = None
    stage: int = 0
    after_policies: tuple[UUID, ...] = ()
    error: str | None = None
    superseded: bool = False
    waiting_since: datetime | None = None  # its turn has come and it is open
    reminded_at: datetime | None = None
    escalated_at: datetime | None = None
    escalated_to: tuple[int, ...] = ()  # who else may decide it, because it took too long
    decided_as: DecidedAs | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A request that was taken back; `complete` says that everyone who is left has approved."""

    removed: Approval
    complete: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a decision is about to do: it decides `records`; none of them makes a new one for `approver_id`.

    `opened` and `superseded` are ids of other records: whose turn it is now, and who is not needed any more."""

    records: Sequence[Approval]
    approver_id: int
    decision: Decision
    forced: bool
    complete: bool  # nothing is missing afterwards
    opened: Sequence[str] = ()
    superseded: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class LastStep:
    """The last step over a subject: whose it was (`made_by`, for `person_id` where an API user acted), which version it made,
    where the subject stood before as its own capability wrote it, and the ids of those who were asked by hand then."""

    step: Step
    made_at: datetime
    made_by: int | None
    person_id: int | None
    version: int
    was: Any
    asked_by_hand: frozenset[str]


class Phase(StrEnum):
    """Where a stand-in is in its time."""

    PLANNED = "planned"
    ACTIVE = "active"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class StandIn:
    """`stand_in_id` decides for `user_id` from `starts_at` until before `ends_at` (None: until it is ended). Without a
    stand-in the person is only out of office."""

    id: UUID
    user_id: int
    stand_in_id: int | None
    starts_at: datetime
    ends_at: datetime | None
    note: str | None
    created_at: datetime
    created_by: int | None
    ended_at: datetime | None = None
    ended_by: int | None = None

    @property
    def until(self) -> datetime | None:
        """When it is over: as planned, or earlier when somebody has ended it."""
        ends = [instant for instant in (self.ends_at, self.ended_at) if instant is not None]
        return min(ends) if ends else None

    def phase(self, now: datetime) -> Phase:
        if self.ended_at is not None or (self.ends_at is not None and self.ends_at <= now):
            return Phase.ENDED
        return Phase.ACTIVE if self.starts_at <= now else Phase.PLANNED
