"""API shapes of keys and clients. An extension: the contract has them issued by a person."""

from typing import Annotated

import msgspec
from msgspec import Meta

from payables.access.model import Person
from payables.access.model.credentials import CredentialState
from payables.platform.http.instants import Instant, InstantUtc

Hint = Annotated[str, Meta(description="Its last characters, to recognise it by.", examples=["...x7Qa"])]
EndInstant = Annotated[Instant | None, Meta(description="When it ends or ended; null: no end is set.")]


class ApiKeyObject(msgspec.Struct):
    """An API key, without its text."""

    id: str
    label: str
    hint: Hint
    state: CredentialState
    in_use: Annotated[bool, Meta(description="It is the one that this request was made with.")]
    created_date: Instant
    created_date_utc: InstantUtc
    end_date: EndInstant
    end_date_utc: InstantUtc | None
    revoked_date: Instant | None
    revoked_date_utc: InstantUtc | None


class SecretObject(msgspec.Struct):
    """A client's secret, without its text. Whoever made it has seen it, and counts as the program (one hand)."""

    id: str
    hint: Hint
    state: CredentialState
    issued_by: Annotated[Person | None, Meta(description="Who made it; null: the operator.")]
    issued_by_active: Annotated[bool | None, Meta(description="false: they are gone, and the secret still works.")]
    created_date: Instant
    created_date_utc: InstantUtc
    end_date: EndInstant
    end_date_utc: InstantUtc | None
    revoked_date: Instant | None
    revoked_date_utc: InstantUtc | None


class ClientObject(msgspec.Struct):
    """An OAuth client and whom it acts for."""

    client_id: str
    name: str
    user_id: Annotated[int, Meta(description="The API user.")]
    user_name: str
    role: Annotated[str, Meta(description="Of the API user.")]
    user_active: bool
    in_use: Annotated[bool, Meta(description="It is the one that this request was made with.")]
    created_date: Instant
    created_date_utc: InstantUtc
    revoked_date: Instant | None
    revoked_date_utc: InstantUtc | None
    secrets: list[SecretObject]


class CredentialList(msgspec.Struct):
    """Answer of GET /credentials: revoked and expired ones too, oldest first."""

    version: str
    api_keys: list[ApiKeyObject]
    clients: list[ClientObject]


class ApiKeyBody(msgspec.Struct):
    """Body of POST /api-keys."""

    label: Annotated[str, Meta(description="What you will recognise it by.", extra_json_schema={"maxLength": 100})]


class ClientBody(msgspec.Struct):
    """Body of POST /oauth-clients."""

    user_id: Annotated[int, Meta(description="The API user it acts for.", ge=1, le=2**31 - 1)]
    name: Annotated[str, Meta(description="What you will recognise it by.", extra_json_schema={"maxLength": 100})]


class RotationBody(msgspec.Struct):
    """Body of the rotations."""

    overlap_hours: Annotated[
        int, Meta(description="How long the old one goes on; 0 ends it at once, 2160 are 90 days.", ge=0, le=2160)
    ] = 24


class IssuedKeyAnswer(msgspec.Struct):
    """A new API key: its text is in this answer and nowhere else."""

    version: str
    id: str
    label: str
    api_key: Annotated[str, Meta(description="Shown only now; it cannot be read again.")]
    replaced_id: Annotated[str | None, Meta(description="The key that it replaces.")]
    replaced_end_date: Annotated[Instant | None, Meta(description="When that one ends.")]
    replaced_end_date_utc: InstantUtc | None


class IssuedClientAnswer(msgspec.Struct):
    """A new secret of an OAuth client: its text is in this answer and nowhere else."""

    version: str
    client_id: str
    name: str
    user_id: int
    secret_id: str
    client_secret: Annotated[str, Meta(description="Shown only now; it cannot be read again.")]
    replaced_end_date: Annotated[Instant | None, Meta(description="When the client's older secrets end.")]
    replaced_end_date_utc: InstantUtc | None


class RevokedAnswer(msgspec.Struct):
    """It has stopped working, with every token that stands on it."""

    version: str
    id: str
    was_in_use: Annotated[bool, Meta(description="You made this very request with this key or client.")]
