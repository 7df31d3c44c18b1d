"""Values of access."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from payables.access.rules import secrets
from payables.platform.caller import Permission, Scope
from payables.platform.limits import Plan

# Roles and what they may do (contract/platform.md section 11, default roles of the product).
READ = frozenset(
    {
        Permission.STRUCTURE_READ,
        Permission.VENDORS_READ,
        Permission.DIMENSIONS_READ,
        Permission.INVOICES_READ,
        Permission.PURCHASING_READ,
        Permission.CATALOG_READ,
        Permission.REPORTS_READ,
    }
)
UPLOAD = frozenset({Permission.STRUCTURE_READ, Permission.INVOICES_UPLOAD})
PROCESS = READ | UPLOAD | {Permission.INVOICES_EDIT}
POLICIES = frozenset({Permission.INVOICES_APPROVE, Permission.APPROVAL_POLICIES_MANAGE})
ACCOUNT = (
    PROCESS
    | POLICIES
    | {
        Permission.VENDORS_WRITE,
        Permission.VENDORS_CONFIRM_BANK,
        Permission.DIMENSIONS_WRITE,
        Permission.CODING_MANAGE,
        Permission.INVOICES_EXPORT,
        Permission.PAYMENTS_WRITE,
        Permission.PURCHASING_WRITE,
        Permission.MATCHING_MANAGE,
        Permission.MATCHES_DECIDE,
        Permission.CATALOG_WRITE,
        Permission.AUDIT_READ,
    }
)
ADMINISTER = ACCOUNT | {Permission.USERS_MANAGE}
# Of a program that brings vendors from an ERP in which two people have checked the accounts already.
SYNC = (ACCOUNT - {Permission.INVOICES_APPROVE, Permission.VENDORS_CONFIRM_BANK}) | {Permission.VENDORS_SYNC_BANK}

ROLES: dict[str, frozenset[Permission]] = {
    "Invoice Processor - Read Only": READ,
    "Invoice Processor - Read + Upload": READ | UPLOAD,
    "Invoice Processor - Full": PROCESS,
    "Accounting - Upload Only": UPLOAD,
    "Accounting - Limited": PROCESS | POLICIES,
    "Accounting - Full": ACCOUNT,
    "Administrator - Limited": ADMINISTER,
    "Administrator - Full": ADMINISTER | {Permission.INVOICES_FORCE_APPROVE, Permission.INVOICES_APPROVE_FOR_OTHERS},
    "ERP Sync - Full": SYNC,
}

ROLE_NAMES = tuple(ROLES)


class Person(msgspec.Struct):
    """A person or an API user, as answers show whoever did something."""

    id: int
    email: str | None
    first_name: str
    last_name: str


@dataclass(frozen=True, slots=True)
class User:
    """A person or an API user, as histories and approvals show them."""

    id: int
    email: str | None
    first_name: str
    last_name: str
    kind: str
    role: str
    active: bool
    company_ids: list[int] | None = field(default_factory=list[int])  # nothing, unless the scope was read too
    location_ids: list[int] | None = field(default_factory=list[int])

    def sees(self, company_id: int, location_id: int) -> bool:
        """Whether the user's scope covers a location of a company; None is all of them."""
        company = self.company_ids is None or company_id in self.company_ids
        return company and (self.location_ids is None or location_id in self.location_ids)

    def shares_with(self, scope: Scope) -> bool:
        """Whether the user sees anything that the scope covers; who does not is not known there, as in the list of users."""
        return _meet(self.company_ids, scope.company_ids) and _meet(self.location_ids, scope.location_ids)

    def may(self, permission: Permission) -> bool:
        """Active, and of a role that allows it."""
        return self.active and permission in ROLES.get(self.role, frozenset())

    @property
    def person(self) -> Person:
        return Person(self.id, self.email, self.first_name, self.last_name)

    @property
    def display_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.email or f"user {self.id}"


def _meet(ids: list[int] | None, others: frozenset[int] | None) -> bool:
    return ids is None or others is None or not others.isdisjoint(ids)


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """An account recognised by its API key alone, as on the token call."""

    account_id: UUID
    api_key_id: UUID
    plan: Plan


@dataclass(frozen=True, slots=True)
class Token:
    """A new access token; the text is shown once."""

    text: str
    expires_in: int
    scope: str


class ScopeKind(StrEnum):
    """How far a user sees (contract/platform.md section 2.4)."""

    ACCOUNT = "account"
    COMPANY = "company"
    LOCATIONS = "locations"


class UserKind(StrEnum):
    """Who signs in: a person, or a program."""

    PERSON = "person"
    API = "api"


class ScopeEntry(msgspec.Struct, frozen=True):
    """A scope of an org file, by keys. With locations, `companies` are those that the locations belong to."""

    kind: ScopeKind = ScopeKind.ACCOUNT
    companies: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()


class PersonEntry(msgspec.Struct, frozen=True):
    """A person of an org file."""

    email: str
    first_name: str
    last_name: str
    role: str
    scope: ScopeEntry = ScopeEntry()


class ApiUserEntry(msgspec.Struct, frozen=True):
    """An API user of an org file with the names of its OAuth clients."""

    name: str
    role: str
    scope: ScopeEntry = ScopeEntry()
    clients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mint:
    """Makes secrets of this environment and what is stored in their place."""

    env: str
    secret_key: bytes

    def make(self, kind: str) -> str:
        return secrets.make(self.env, kind)

    def digest(self, text: str) -> bytes:
        return secrets.digest(text, self.secret_key)


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A new API key; the text is shown once."""

    id: UUID
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class IssuedClient:
    """A new secret of an OAuth client; the text is shown once."""

    user_id: int
    user: str
    name: str
    client_id: str
    secret_id: UUID
    secret: str


@dataclass(frozen=True, slots=True)
class CredentialRow:
    """What a list shows of a key or of a client's secret: never the secret itself."""

    kind: str
    id: str
    client_id: str | None
    user: str | None
    name: str
    hint: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None

    def state(self, now: datetime) -> str:
        if self.revoked_at is not None:
            return "revoked"
        if self.expires_at is None:
            return "live"
        return "live until its end" if self.expires_at > now else "expired"


@dataclass(frozen=True, slots=True)
class PresentAccess:
    """What the database has of one account: people by email, API users by name, clients by "user/client"."""

    people: dict[str, dict[str, Any]]
    api_users: dict[str, dict[str, Any]]
    clients: dict[str, dict[str, Any]]
    has_key: bool
