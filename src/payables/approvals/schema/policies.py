"""API shapes of approval policies (extension; contract/invoices-and-catalog.md section 4.7)."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.access.model import Person
from payables.approvals.model import Conditions, Level, Needs, PolicyPersonNamed
from payables.platform.http.instants import Instant, InstantUtc


class PolicyChange(msgspec.Struct, kw_only=True):
    """Body of PATCH /approval-policies/{id}. What is left out is kept; conditions and approvers are replaced whole."""

    name: str | UnsetType = UNSET
    level: Level | UnsetType = UNSET
    ottimate_company_id: int | str | UnsetType | None = UNSET
    location_group: int | str | UnsetType | None = UNSET
    ottimate_location_id: int | str | UnsetType | None = UNSET
    conditions: Conditions | UnsetType = UNSET
    needs: Needs | UnsetType = UNSET
    approvers: list[PolicyPersonNamed] | UnsetType = UNSET


class PolicyVersion(msgspec.Struct, kw_only=True):
    """A policy at one of its versions."""

    id: str
    policy_version: int
    active: Annotated[bool, Meta(description="In force today, at its newest version.")]
    name: str
    level: Level
    ottimate_company_id: int | None
    location_group_id: int | None
    location_group: str | None
    ottimate_location_id: int | None
    conditions: Conditions
    needs: Needs
    approvers: list[Person]
    error: Annotated[str | None, Meta(description="Why it can be completed by nobody: put this right.")]
    restored_from: int | None
    created_date: Annotated[Instant, Meta(description="When this version was made.")]
    created_date_utc: InstantUtc
    created_by: Person | None


class PolicyAnswer(PolicyVersion):
    """A policy as it is now, or at the version that was asked for."""

    version: str


class PolicyList(msgspec.Struct):
    """Policies, or versions of one, newest first."""

    version: str
    count: int
    page: int
    limit: int
    results: list[PolicyVersion]
