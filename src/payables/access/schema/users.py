"""API shapes of users."""

from typing import Annotated

import msgspec
from msgspec import Meta

from payables.access.model import ScopeKind, UserKind


class UserScope(msgspec.Struct):
    """How far a user sees, as far as you see it yourself."""

    kind: ScopeKind
    ottimate_company_ids: Annotated[list[int], Meta(description="Empty where the scope is the account.")]
    ottimate_location_ids: Annotated[list[int], Meta(description="Empty unless the scope is locations.")]


class UserObject(msgspec.Struct):
    """A person or an API user of the account."""

    id: int
    email: Annotated[str | None, Meta(description="API users have none.")]
    first_name: str
    last_name: str
    kind: Annotated[UserKind, Meta(description="person, or api for a program.")]
    role: str
    active: bool
    may_approve: Annotated[bool, Meta(description="Active, and of a role that approves invoices.")]
    scope: UserScope


class UserList(msgspec.Struct):
    """Answer of GET /users, in the order of their names."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    results: list[UserObject]
