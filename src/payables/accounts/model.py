"""Values of the account structure, as it is and as an org file wants it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec

from payables.platform.limits import Plan


@dataclass(frozen=True, slots=True)
class Company:
    """A legal entity: own chart of accounts, vendors and invoice workflow."""

    id: int
    name: str
    currency: str
    tax_ids: tuple[str, ...]
    own_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompanyAtWork:
    """A company, and how its account approves invoices."""

    company: Company
    approval_mode: str


@dataclass(frozen=True, slots=True)
class Location:
    """A site of a company; invoices belong to it."""

    id: int
    name: str
    company_id: int
    active: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A location as an invoice needs it: its company, and the currency of that."""

    company_id: int
    currency: str
    active: bool


class ApprovalMode(StrEnum):
    """How invoices of an account are approved."""

    NONE = "none"
    SINGLE = "single"
    ADVANCED = "advanced"


class LocationEntry(msgspec.Struct, frozen=True):
    """A location of an org file; `group` is the key of the one group it is in."""

    key: str
    name: str
    group: str | None = None


class CompanyEntry(msgspec.Struct, frozen=True):
    """A company of an org file. `own_names` are the names it is addressed by on invoices."""

    key: str
    name: str
    currency: str
    tax_ids: tuple[str, ...] = ()
    own_names: tuple[str, ...] = ()
    locations: tuple[LocationEntry, ...] = ()


class GroupEntry(msgspec.Struct, frozen=True):
    """A group of locations; they may belong to several companies."""

    key: str
    name: str


class AccountEntry(msgspec.Struct, frozen=True):
    """The structure of one account of an org file. Keys are unique in the account for each kind of thing."""

    key: str
    name: str
    plan: Plan = Plan()
    features: tuple[str, ...] = ()
    approval_mode: ApprovalMode = ApprovalMode.SINGLE
    allow_self_approval: bool = False
    companies: tuple[CompanyEntry, ...] = ()
    groups: tuple[GroupEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class PresentStructure:
    """What the database has of one account; companies, groups and locations are rows by key."""

    account: dict[str, Any] | None
    companies: dict[str, dict[str, Any]]
    groups: dict[str, dict[str, Any]]
    locations: dict[str, dict[str, Any]]


class StepKind(StrEnum):
    """What provisioning does with one thing."""

    CREATE = "create"
    CHANGE = "change"
    KEEP = "keep"
    DEACTIVATE = "deactivate"
    # Present and not in the file; nothing happens to it.
    MISSING = "missing"


class Step(msgspec.Struct, frozen=True):
    """One line of a provisioning plan. `before` and `after` hold the fields that differ; `after` all of a new thing."""

    kind: StepKind
    subject: str
    key: str
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}


Things = Mapping[str, Mapping[str, Any]]


def steps_between(subject: str, present: Things, wanted: Things, *, deactivate_missing: bool) -> list[Step]:
    """Compare things by key, field by field; only fields that are wanted count.

    A thing that is missing in the file can be deactivated if it has a field `active`; inactive ones are not mentioned.
    """
    steps = [_step(subject, key, present.get(key), dict(fields)) for key, fields in wanted.items()]
    for key, fields in present.items():
        if key not in wanted and fields.get("active") is not False:
            steps.append(_missing(subject, key, deactivate_missing and "active" in fields))
    return steps


def _step(subject: str, key: str, present: Mapping[str, Any] | None, wanted: dict[str, Any]) -> Step:
    if present is None:
        return Step(StepKind.CREATE, subject, key, {}, wanted)
    differ = [name for name, value in wanted.items() if present[name] != value]
    if not differ:
        return Step(StepKind.KEEP, subject, key)
    return Step(StepKind.CHANGE, subject, key, {n: present[n] for n in differ}, {n: wanted[n] for n in differ})


def _missing(subject: str, key: str, deactivate: bool) -> Step:
    if deactivate:
        return Step(StepKind.DEACTIVATE, subject, key, {"active": True}, {"active": False})
    return Step(StepKind.MISSING, subject, key)
