"""API shapes of approval policies (extension; contract/invoices-and-catalog.md section 4.7)."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.approvals.model import Conditions, Level, Needs
from payables.approvals.rules.terms import LONGEST_NAME, MOST_PEOPLE
from payables.platform.http.rows import IntId

Name = Annotated[str, Meta(description=f"At most {LONGEST_NAME} characters.", examples=["Over 1,000 USD"])]
CompanyNamed = Annotated[
    IntId | None, Meta(description="Of level company; of level location it must own the location.")
]
GroupNamed = Annotated[
    int | str | None, Meta(description="Of level group: its id, or its name as the list of locations shows it.")
]
LocationNamed = Annotated[IntId | None, Meta(description="Of level location.")]
Texts = Annotated[tuple[str, ...], Meta(description="Any one of these, in any case.")]
Amount = Annotated[Decimal, Meta(description="Included; in `currency`.")]


class PolicyPersonNamed(msgspec.Struct):
    """A person by id or by e-mail address."""

    id: Annotated[int | str | None, Meta(description="User id, as number or text.")] = None
    email: str | None = None


People = Annotated[
    list[PolicyPersonNamed],
    Meta(description=f"At most {MOST_PEOPLE}, who may approve and see all locations of the level. Without people the "
    "policy is in error."),
]  # fmt: skip


class PolicyBody(msgspec.Struct, kw_only=True):
    """Body of POST /approval-policies."""

    name: Name
    level: Annotated[Level, Meta(description="Of which invoices it speaks.")] = Level.ACCOUNT
    ottimate_company_id: CompanyNamed = None
    location_group: GroupNamed = None
    ottimate_location_id: LocationNamed = None
    conditions: Conditions = Conditions()
    needs: Annotated[Needs, Meta(description="Any one of its people, or all of them.")] = Needs.ANY
    approvers: People = []


class PolicyChange(msgspec.Struct, kw_only=True):
    """Body of PATCH /approval-policies/{id}. What is left out is kept; conditions and approvers are replaced whole."""

    name: Name | UnsetType = UNSET
    level: Level | UnsetType = UNSET
    ottimate_company_id: CompanyNamed | UnsetType = UNSET
    location_group: GroupNamed | UnsetType = UNSET
    ottimate_location_id: LocationNamed | UnsetType = UNSET
    conditions: Conditions | UnsetType = UNSET
    needs: Needs | UnsetType = UNSET
    approvers: People | UnsetType = UNSET


class PolicyPerson(msgspec.Struct):
    """A person of a policy."""

    id: Annotated[str, Meta(description="User id, as text.", examples=["138872"])]
    email: str | None
    display_name: str


class ConditionsObject(msgspec.Struct, omit_defaults=True, kw_only=True):
    """The conditions that a policy has; those it does not have are left out."""

    vendor_ids: tuple[int, ...] = ()
    erp_vendor_ids: tuple[str, ...] = ()
    currency: str | None = None
    min_total: Amount | None = None
    max_total: Amount | None = None
    department_ids: tuple[str, ...] = ()
    gl_account_ids: tuple[str, ...] = ()
    gl_name_contains: Texts = ()
    gl_name_not_contains: Texts = ()
    gl_number_contains: Texts = ()
    gl_number_not_contains: Texts = ()
    received_from_vendor: bool | None = None
    has_unmapped_items: bool | None = None
    has_po_number: bool | None = None
    catch_all: bool = False
    after: tuple[UUID, ...] = ()


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
    conditions: ConditionsObject
    needs: Needs
    approvers: list[PolicyPerson]
    error: Annotated[str | None, Meta(description="Why it can be completed by nobody: put this right.")]
    restored_from: int | None
    created_date: Annotated[str, Meta(description="When this version was made.")]
    created_by: PolicyPerson | None


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
