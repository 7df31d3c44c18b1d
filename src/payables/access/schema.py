"""API shapes of access."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from payables.access.model import ScopeKind, UserKind


class TokenRequest(msgspec.Struct):
    """Body of POST /v1/oauth/token (contract/platform.md section 2.2)."""

    client_id: Annotated[str, Meta(description="Client id as issued by provisioning.", min_length=1)]
    client_secret: Annotated[str, Meta(description="Client secret, shown once by provisioning.", min_length=1)]
    grant_type: Annotated[str, Meta(description="Always client_credentials.", examples=["client_credentials"])]
    scope: Annotated[str | None, Meta(description="Only accounts.can_access_dashboard is supported.")] = None


class TokenAnswer(msgspec.Struct):
    """Answer of POST /v1/oauth/token."""

    access_token: Annotated[str, Meta(description="Opaque token: send it as Authorization: Bearer.")]
    token_type: Literal["Bearer"]
    expires_in: Annotated[int, Meta(description="Seconds until the token ends.", examples=[3600])]
    scope: Annotated[str, Meta(examples=["accounts.can_access_dashboard"])]


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
    scope: UserScope


class UserList(msgspec.Struct):
    """Answer of GET /users, in the order of their names."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    results: list[UserObject]
