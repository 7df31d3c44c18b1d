"""Whom a request acts for: what it may see (scope) and do (permissions), as sign-in found it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from payables.kit.errors import FeatureNotEnabled, OutOfScope, PermissionDenied


class Permission(StrEnum):
    """What a role may allow. Named in each route's signature."""

    STRUCTURE_READ = "structure.read"
    VENDORS_READ = "vendors.read"
    VENDORS_WRITE = "vendors.write"
    VENDORS_CONFIRM_BANK = "vendors.confirm_bank"
    VENDORS_SYNC_BANK = "vendors.sync_bank"
    DIMENSIONS_READ = "dimensions.read"
    DIMENSIONS_WRITE = "dimensions.write"
    INVOICES_READ = "invoices.read"
    INVOICES_UPLOAD = "invoices.upload"
    INVOICES_EDIT = "invoices.edit"
    INVOICES_APPROVE = "invoices.approve"
    INVOICES_FORCE_APPROVE = "invoices.force_approve"
    INVOICES_APPROVE_FOR_OTHERS = "invoices.approve_for_others"
    INVOICES_EXPORT = "invoices.export"
    APPROVAL_POLICIES_MANAGE = "approval_policies.manage"
    CODING_MANAGE = "coding.manage"
    PAYMENTS_WRITE = "payments.write"
    PURCHASING_READ = "purchasing.read"
    PURCHASING_WRITE = "purchasing.write"
    MATCHING_MANAGE = "matching.manage"
    MATCHES_DECIDE = "matches.decide"
    CATALOG_READ = "catalog.read"
    CATALOG_WRITE = "catalog.write"
    REPORTS_READ = "reports.read"
    AUDIT_READ = "audit.read"
    USERS_MANAGE = "users.manage"


class Feature(StrEnum):
    """What an account's subscription may switch on."""

    INSTANT_CAPTURE = "instant_capture"
    APPROVALS = "approvals"
    PURCHASE_ORDERS = "purchase_orders"
    CATALOG_MATCH = "catalog_match"


@dataclass(frozen=True, slots=True)
class Scope:
    """None means all of the account; otherwise exactly these companies and locations.

    A company's scope covers all its locations, present and future: then `location_ids` is None.
    A location's scope names its locations, and the companies they belong to are visible with their vendors and dimensions.
    """

    company_ids: frozenset[int] | None = None
    location_ids: frozenset[int] | None = None

    def covers_company(self, company_id: int) -> bool:
        return self.company_ids is None or company_id in self.company_ids

    def covers_location(self, company_id: int, location_id: int) -> bool:
        return self.covers_company(company_id) and (self.location_ids is None or location_id in self.location_ids)

    @property
    def sees_whole_companies(self) -> bool:
        """Whether what holds for all locations of a company may be changed: not by one who sees only some of them."""
        return self.location_ids is None

    @property
    def companies(self) -> list[int] | None:
        """As an SQL array argument: `$n::int[] IS NULL OR company_id = ANY($n)`."""
        return None if self.company_ids is None else sorted(self.company_ids)

    @property
    def locations(self) -> list[int] | None:
        return None if self.location_ids is None else sorted(self.location_ids)


@dataclass(frozen=True, slots=True)
class Caller:
    """An API user or a person, signed in."""

    account_id: UUID
    user_id: int
    kind: str
    scope: Scope
    permissions: frozenset[Permission]
    features: frozenset[str]
    approval_mode: str
    api_key_id: UUID | None = None
    client_id: str | None = None

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def need(self, permission: Permission) -> None:
        """Raises PermissionDenied."""
        if permission not in self.permissions:
            raise PermissionDenied(permission=permission)

    def need_whole_account(self, what: str) -> None:
        """For what has no part for a part of the account. Raises OutOfScope."""
        if self.scope.company_ids is not None or self.scope.location_ids is not None:
            raise OutOfScope(what=what)

    def need_whole_companies(self) -> None:
        """For what holds at all locations of a company. Raises OutOfScope."""
        if not self.scope.sees_whole_companies:
            raise OutOfScope(what="company as a whole")

    def need_feature(self, feature: Feature) -> None:
        """Raises FeatureNotEnabled."""
        if feature not in self.features:
            raise FeatureNotEnabled(feature=feature)
