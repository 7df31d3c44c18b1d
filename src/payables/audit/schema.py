"""API shapes of the trail. An extension: the contract does not have it."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from payables.platform.http.instants import Instant, InstantUtc


class AuditEntry(msgspec.Struct):
    """A recorded change."""

    id: str
    seq: Annotated[
        int | None, Meta(description="Its number in the account's chain; null until it is sealed, within seconds.")
    ]
    hash: Annotated[str | None, Meta(description="SHA-256 of the entry and of the hash before it, hexadecimal.")]
    at: Annotated[str, Meta(description="Instant of the change as it is sealed; the same as created_date_utc.")]
    created_date: Instant
    created_date_utc: InstantUtc
    actor_id: Annotated[int | None, Meta(description="The user who did it; null for the program itself.")]
    credential: Annotated[str | None, Meta(description="The OAuth client that was used.")]
    request_id: Annotated[str | None, Meta(description="X-Request-Id of the answer to the request that did it.")]
    action: Annotated[str, Meta(description="What was done.", examples=["invoice.approved"])]
    subject_type: Annotated[str, Meta(description="To what kind of object.", examples=["invoice"])]
    subject_id: str
    before: Annotated[dict[str, Any] | None, Meta(description="What was changed, as it was.")]
    after: Annotated[dict[str, Any] | None, Meta(description="The same, as it is since.")]
    message: Annotated[str | None, Meta(description="The reason or the comment given with it.")]


class AuditLog(msgspec.Struct):
    """Answer of GET /audit-log."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    results: list[AuditEntry]


class HeadObject(msgspec.Struct):
    """What is signed, as canonical JSON of exactly these fields."""

    account: str
    at: Annotated[str, Meta(description="Instant of the signature, ISO 8601 UTC with microseconds.")]
    format: str
    hash: Annotated[str, Meta(description="Hash of the entry; 64 zeros before the first.")]
    key_id: Annotated[str, Meta(description="First 16 hex digits of the public key's SHA-256.")]
    seq: Annotated[int, Meta(description="Number of the last sealed entry; 0 before the first.")]


class AuditHead(msgspec.Struct):
    """Answer of GET /audit-log/head: keep it elsewhere, and nobody can cut or rewrite the trail before it unseen."""

    version: str
    head: HeadObject
    public_key: Annotated[str, Meta(description="Ed25519 public key, base64 of 32 bytes.")]
    signature: Annotated[str, Meta(description="Ed25519 signature over the head's canonical JSON, base64 of 64 bytes.")]
