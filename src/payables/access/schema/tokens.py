"""API shapes of tokens."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta


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
